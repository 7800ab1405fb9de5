import type { Clock } from '../../../server/ports/clock.ts'
import type { ReceiptKey } from '../../../server/ports/grants/receipt-signer.ts'
import type { SigningKeyStore } from '../../../server/ports/oauth/signing-key-store.ts'
import { publicJwk } from '../public-jwk.ts'
import type { SigningKeys } from '../signing-keys.ts'
import { receiptAlgorithm } from './signature.ts'

interface Materials {
  readonly keys: Pick<SigningKeys, 'of'>
  readonly store: Pick<SigningKeyStore, 'history'>
  readonly clock: Clock
}

const minute = 60_000

/**
 * The keys that receipts bear, looked up at most once a minute as long as every key that signs, or will, is among them:
 * looking opens the private keys, too.
 */
export function publishedKeys({ keys, store, clock }: Materials): () => Promise<readonly ReceiptKey[]> {
  let seen: { readonly at: number; readonly keys: readonly ReceiptKey[] } | undefined

  const isFresh = async ({ at, keys: known }: NonNullable<typeof seen>): Promise<boolean> => {
    const age = clock.now().getTime() - at
    const kids = new Set(known.map(({ jwk }) => jwk.kid))
    return (
      age >= 0 &&
      age < minute &&
      (await keys.of(receiptAlgorithm)).current().every(({ kid }) => kids.has(kid))
    )
  }
  return async () => {
    if (seen && (await isFresh(seen))) return seen.keys
    const at = clock.now().getTime()
    const all = await store.history()
    const found = all
      .filter(({ alg }) => alg === receiptAlgorithm)
      .map(key => ({ jwk: publicJwk(key), from: key.activeFrom, until: key.retiredAt }))
    seen = { at, keys: found }
    return found
  }
}
