import { makeSealChain, type SealChain } from '../../adapters/pdf/authority/make-seal-chain.ts'
import { keyFromPem, localSigner } from '../../adapters/pdf/seal/local-signer.ts'
import { pdfSealer } from '../../adapters/pdf/seal/pdf-sealer.ts'
import { readSealIdentity } from '../../adapters/pdf/seal/seal-identity.ts'
import type { PdfWorkers } from '../../adapters/pdf/worker/pdf-workers.ts'
import type { Clock } from '../../server/ports/clock.ts'
import type { DocumentSealer } from '../../server/ports/documents/document-sealer.ts'
import type { SealSigner } from '../../server/ports/documents/seal-signer.ts'
import { at } from './fixtures.ts'

const day = 24 * 3_600_000
let made: Promise<SealChain> | undefined

/** A test seal, made once for the process. */
export const testSeal = (): Promise<SealChain> => {
  made ??= freshSeal()
  return made
}

/** Another seal of the same organization. */
export const freshSeal = (): Promise<SealChain> =>
  makeSealChain('Elhubprøve AS', { from: at(-day), to: at(3650 * day) })

interface SealerOptions {
  readonly chain: SealChain
  readonly workers: PdfWorkers
  readonly clock: Clock
  readonly signer?: SealSigner
  readonly earlier?: readonly string[]
}

/** A sealer with the chain's own key unless another signer is given. */
export const sealerWith = ({ chain, workers, clock, signer, earlier = [] }: SealerOptions): DocumentSealer =>
  pdfSealer({
    identity: readSealIdentity({ ...chain, earlier }),
    signer: signer ?? localSigner(keyFromPem(chain.key)),
    workers,
    clock,
  })
