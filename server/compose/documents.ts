import { keyFromPem, localSigner } from '../../adapters/pdf/seal/local-signer.ts'
import { pdfSealer } from '../../adapters/pdf/seal/pdf-sealer.ts'
import { readSealIdentity } from '../../adapters/pdf/seal/seal-identity.ts'
import { certificatesInDirectory } from '../../adapters/pdf/verify/certificates-in-directory.ts'
import { pdfSignatureValidator } from '../../adapters/pdf/verify/signature-validator.ts'
import { openPdfWorkers } from '../../adapters/pdf/worker/pdf-workers.ts'
import { pdfRenderer } from '../../adapters/pdf/write/pdf-renderer.ts'
import { configuredSeal, type Seal } from './seal.ts'
import type { Stores } from './storage.ts'
import { type Config, isForTrying } from '../config/config.ts'
import { type DemoSignatures, openDemoSignatures } from '../demo/authority/demo-signatures.ts'
import { keptSeal } from '../demo/authority/kept-seal.ts'
import type { DemoTools } from '../faces/tools/demo-tools.ts'
import type { DocumentTools } from '../faces/tools/document-tools.ts'
import type { DocumentSealer } from '../ports/documents/document-sealer.ts'

type ForFaces = DocumentTools & Pick<DemoTools, 'demoSignatures'>

export interface Documents {
  readonly forFaces: ForFaces
  /** In demo and test, and only there. */
  readonly demoSignatures: DemoSignatures | undefined
  readonly close: () => Promise<void>
}

interface Parts {
  readonly config: Config
  readonly stores: Pick<Stores, 'clock' | 'ids'>
}

/** Everything about PDFs. Throws `document.sealer-misconfigured` when the seal that is configured cannot seal. */
export async function openDocuments(parts: Parts): Promise<Documents> {
  const seal = await openSeal(parts)
  const workers = openPdfWorkers()
  const sealer = seal && pdfSealer({ ...seal, workers, clock: parts.stores.clock })
  const demoSignatures = await signaturesOfDemo(parts, sealer)
  return {
    forFaces: {
      documentRenderer: pdfRenderer(workers),
      documentSealer: sealer,
      signatures: pdfSignatureValidator(workers),
      openSignatureTrust: trustWith(sealer, demoSignatures),
      demoSignatures: demoSignatures?.members,
    },
    demoSignatures,
    close: workers.close,
  }
}

async function signaturesOfDemo({ config, stores }: Parts, sealer: DocumentSealer | undefined) {
  if (!isForTrying(config) || !sealer) return undefined
  return openDemoSignatures({ ...stores, dataDir: config.dataDir, sealer })
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

async function openSeal({ config, stores }: Parts): Promise<Seal | undefined> {
  if (config.seal) return configuredSeal(config.seal)
  if (!isForTrying(config)) return undefined
  const { dataDir, operatorName } = config
  const chain = await keptSeal({ ...stores, dataDir, operatorName })
  return { identity: readSealIdentity(chain), signer: localSigner(keyFromPem(chain.key)) }
}
