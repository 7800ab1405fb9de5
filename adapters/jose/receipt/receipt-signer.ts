import { importJWK } from 'jose'
import type { Clock } from '../../../server/ports/clock.ts'
import type { ReceiptSigner } from '../../../server/ports/grants/receipt-signer.ts'
import type { SigningKey, SigningKeyStore } from '../../../server/ports/oauth/signing-key-store.ts'
import { signingKey, type SigningKeys } from '../signing-keys.ts'
import { publishedKeys } from './published-keys.ts'
import { runningSignature } from './running-signature.ts'
import { pdfFile, recordFile, recordPayload } from './receipt-file.ts'
import { detachedSignature, receiptAlgorithm } from './signature.ts'

interface Materials {
  readonly keys: Pick<SigningKeys, 'of'>
  readonly store: Pick<SigningKeyStore, 'history'>
  readonly clock: Clock
  /** Who vouches for the receipts: the origin under which their keys are published. */
  readonly issuer: string
}

/** Signs with the house's own key for ES256, and publishes those before it for as long as there are receipts. */
export function receiptSigner({ keys, store, clock, issuer }: Materials): ReceiptSigner {
  const header = ({ alg, kid }: Pick<SigningKey, 'alg' | 'kid'>) => ({
    alg,
    kid,
    iss: issuer,
    iat: Math.floor(clock.now().getTime() / 1000),
  })
  const sign = async (payload: Uint8Array): Promise<string> => {
    const key = await signingKey(keys, receiptAlgorithm)
    return detachedSignature(payload, header(key), await importJWK({ ...key.jwk }, key.alg))
  }
  return {
    signRecord: async record => recordFile(record, await sign(recordPayload(record))),
    signPdf: async pdf => pdfFile(pdf, await sign(pdf)),
    async beginExport() {
      const key = await signingKey(keys, receiptAlgorithm)
      return runningSignature(header(key), key.jwk)
    },
    keys: publishedKeys({ keys, store, clock }),
  }
}
