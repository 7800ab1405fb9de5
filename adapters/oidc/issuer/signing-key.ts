import { createPrivateKey, createPublicKey, type JsonWebKey, type KeyObject, sign } from 'node:crypto'
import { ExternalSigningKey } from 'oidc-provider'
import type { SigningKey } from '../../../server/ports/oauth/signing-key-store.ts'

/** Signs at once in this thread: an ES256 signature costs less than handing it to another one. */
class KeptKey extends ExternalSigningKey {
  readonly #private: KeyObject
  readonly #public: KeyObject

  constructor(key: SigningKey) {
    super()
    this.#private = createPrivateKey({ key: key.jwk as JsonWebKey, format: 'jwk' })
    this.#public = createPublicKey(this.#private)
    Object.assign(this, { kid: key.kid, alg: key.alg })
  }

  override keyObject(): KeyObject {
    return this.#public
  }

  override sign(data: Uint8Array): Uint8Array {
    return sign('sha256', data, { key: this.#private, dsaEncoding: 'ieee-p1363' })
  }
}

/** The engine's key set: the first one signs. */
export const toKeySet = (keys: readonly SigningKey[]) => ({ keys: keys.map(key => new KeptKey(key)) })
