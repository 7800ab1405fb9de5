import { keyFromPem, localSigner } from '../../adapters/pdf/seal/local-signer.ts'
import { pdfSealer } from '../../adapters/pdf/seal/pdf-sealer.ts'
import { readSealIdentity } from '../../adapters/pdf/seal/seal-identity.ts'
import { certificatesInDirectory } from '../../adapters/pdf/verify/certificates-in-directory.ts'
import { pdfSignatureValidator } from '../../adapters/pdf/verify/signature-validator.ts'
import { openPdfWorkers } from '../../adapters/pdf/worker/pdf-workers.ts'
import { pdfRenderer } from '../../adapters/pdf/write/pdf-renderer.ts'
import { configuredSeal, type Seal } from './seal.ts'
import type { Stores } from './storage.ts'
import type { Config } from '../config/config.ts'
import { type DemoSignatures, openDemoSignatures } from '../demo/authority/demo-signatures.ts'
import { keptSeal } from '../demo/authority/kept-seal.ts'
import type { FaceTools } from '../faces/face-module.ts'
import type { DocumentSealer } from '../ports/documents/document-sealer.ts'

type ForFaces = Pick<
  FaceTools,
  'documents' | 'documentSealer' | 'signatures' | 'openSignatureTrust' | 'demoSignatures'
>

export interface Documents {
  readonly forFaces: ForFaces
  /** In demo and test, and only there. */
  readonly demoSignatures: DemoSignatures | undefined
  readonly close: () => Promise<void>
}

type Parts = Pick<Stores, 'clock' | 'ids'> & { readonly config: Config }

/** Everything about PDFs. Throws `document.sealer-misconfigured` when the seal that is configured cannot seal. */
export async function openDocuments(parts: Parts): Promise<Documents> {
  const seal = await openSeal(parts)
  const workers = openPdfWorkers()
  const sealer = seal && pdfSealer({ ...seal, workers, clock: parts.clock })
  const demoSignatures = await signaturesOfDemo(parts, sealer)
  return {
    forFaces: {
      documents: pdfRenderer(workers),
      documentSealer: sealer,
      signatures: pdfSignatureValidator(workers),
      openSignatureTrust: trustWith(sealer, demoSignatures),
      demoSignatures: demoSignatures?.members,
    },
    demoSignatures,
    close: workers.close,
  }
}

async function signaturesOfDemo({ config, ...parts }: Parts, sealer: DocumentSealer | undefined) {
  if (config.environment === 'production' || !sealer) return undefined
  return openDemoSignatures({ ...parts, dataDir: config.dataDir, sealer })
}

/** The roots of the settings and, in demo and test, those of the demo beside them. */
const trustWith =
  (
    sealer: DocumentSealer | undefined,
    demoSignatures: DemoSignatures | undefined,
  ): ForFaces['openSignatureTrust'] =>
  ({ signerRootsDirectory, timeStampRootsDirectory, onlyQualified }) => ({
    seals: sealer?.certificates() ?? [],
    signerRoots: [...certificatesOf(signerRootsDirectory), ...(demoSignatures?.signerRoots ?? [])],
    timeStampRoots: [...certificatesOf(timeStampRootsDirectory), ...(demoSignatures?.timeStampRoots ?? [])],
    onlyQualified,
  })

const certificatesOf = (directory: string | undefined): readonly Uint8Array[] =>
  directory === undefined ? [] : certificatesInDirectory(directory)

async function openSeal({ config, clock, ids }: Parts): Promise<Seal | undefined> {
  if (config.seal) return configuredSeal(config.seal)
  if (config.environment === 'production') return undefined
  const { dataDir, operatorName } = config
  const chain = await keptSeal({ dataDir, operatorName, clock, ids })
  return { identity: readSealIdentity(chain), signer: localSigner(keyFromPem(chain.key)) }
}
