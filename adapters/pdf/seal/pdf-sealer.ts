import { verify } from 'node:crypto'
import { Problem } from '../../../server/domain/problem.ts'
import type { Clock } from '../../../server/ports/clock.ts'
import type { DocumentSealer } from '../../../server/ports/documents/document-sealer.ts'
import type { SealSigner } from '../../../server/ports/documents/seal-signer.ts'
import { signedAttributes } from '../common/cms/signed-attributes.ts'
import { signedData } from '../common/cms/signed-data.ts'
import type { PdfWorkers } from '../worker/pdf-workers.ts'
import { embedSignature } from '../write/embed-signature.ts'
import type { SealIdentity } from './seal-identity.ts'

interface SealerParts {
  readonly identity: SealIdentity
  readonly signer: SealSigner
  readonly workers: PdfWorkers
  readonly clock: Clock
}

const fieldName = 'Signature1'

/** More signatures and forms filled in, and nothing else. */
const certifies = 2

/** Seals PDFs. The file is worked on in a process; only the signed attributes go to the signer. */
export function pdfSealer({ identity, signer, workers, clock }: SealerParts): DocumentSealer {
  const { certificate, intermediate, earlier } = identity
  return {
    certificates: () => [certificate, ...earlier],
    async seal(pdf) {
      const plan = { fieldName, subFilter: 'ETSI.CAdES.detached', signedAt: clock.now(), certifies } as const
      const prepared = await workers.run('prepareSignature', { pdf, plan })
      const attributes = signedAttributes(prepared.digest, certificate)
      const signature = await checkedSignature(signer, { identity, attributes })
      const cms = signedData({
        certificates: [certificate, intermediate],
        signedAttributes: attributes,
        signatureAlgorithm: 'sha256WithRsa',
        signature,
      })
      return embedSignature(prepared, cms)
    },
  }
}

interface Attested {
  readonly identity: SealIdentity
  readonly attributes: Uint8Array
}

async function checkedSignature(signer: SealSigner, { identity, attributes }: Attested): Promise<Uint8Array> {
  const signature = await signer.sign(attributes)
  if (verify('sha256', attributes, identity.publicKey, signature)) return signature
  throw new Problem('document.sealer-misconfigured', 'The key of the seal does not belong to its certificate')
}
