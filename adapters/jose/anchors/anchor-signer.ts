import { CompactSign, compactVerify, decodeProtectedHeader, importJWK } from 'jose'
import type { AnchorClaims } from '../../../server/domain/ledger.ts'
import type { ReceiptKey } from '../../../server/ports/grants/receipt-signer.ts'
import type { AnchorSigner } from '../../../server/ports/ledger/anchors.ts'
import { inForce, receiptAlgorithm } from '../receipt/signature.ts'
import { signingKey, type SigningKeys } from '../signing-keys.ts'

interface Materials {
  readonly keys: Pick<SigningKeys, 'of'>
  /** Every key that signed, those that sign no more, too. */
  readonly published: () => Promise<readonly ReceiptKey[]>
  /** Who vouches for the anchors; `undefined` where it is not known. */
  readonly issuer: string | undefined
}

/** Tells an anchor from everything else that the same key signs. */
export const anchorType = 'consent-ledger-anchor'

/** Signs with the key that receipts are signed with, so that the keys published for them check anchors, too. */
export const anchorSigner = ({ keys, published, issuer }: Materials): AnchorSigner => ({
  async sign(claims, at) {
    const key = await signingKey(keys, receiptAlgorithm)
    const payload = { ...(issuer !== undefined && { iss: issuer }), iat: secondsOf(at), ...claims }
    return new CompactSign(Buffer.from(JSON.stringify(payload)))
      .setProtectedHeader({ alg: key.alg, kid: key.kid, typ: anchorType })
      .sign(await importJWK({ ...key.jwk }, key.alg))
  },

  async open(signed) {
    const known = await published()
    try {
      const { typ, kid } = decodeProtectedHeader(signed)
      const key = known.find(({ jwk }) => jwk.kid === kid)
      if (!key || typ !== anchorType) return undefined
      const imported = await importJWK({ ...key.jwk }, receiptAlgorithm)
      const { payload } = await compactVerify(signed, imported, { algorithms: [receiptAlgorithm] })
      const { iss: _, iat, ...claims } = JSON.parse(Buffer.from(payload).toString('utf8')) as Payload
      return isInForce(key, iat) ? { claims, issuedAt: new Date(iat * 1000) } : undefined
    } catch {
      return undefined
    }
  },
})

export type Payload = AnchorClaims & { readonly iss?: string; readonly iat: number }

const secondsOf = (at: Date): number => Math.floor(at.getTime() / 1000)

const isInForce = ({ from, until }: ReceiptKey, at: number): boolean =>
  inForce({ iat: secondsOf(from), exp: until && until.getTime() / 1000 }, at)
