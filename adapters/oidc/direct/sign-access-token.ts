import { createPrivateKey, type JsonWebKey, type KeyObject, sign } from 'node:crypto'
import type { SigningKey } from '../../../server/ports/oauth/signing-key-store.ts'

interface AccessToken {
  readonly iat: number
  readonly exp: number
  readonly jti: string
  readonly scope: string | undefined
  readonly aud: string
  readonly clientId: string
}

interface Prepared {
  readonly kid: string
  readonly header: string
  readonly key: KeyObject
}

/** A client's own JWT access token (RFC 9068), as the engine would write it. */
export function accessTokenSigner(
  issuer: string,
  keys: () => readonly SigningKey[],
): (token: AccessToken) => string {
  let prepared: Prepared | undefined

  return ({ iat, exp, jti, scope, aud, clientId }) => {
    const [first] = keys()
    if (!first) throw new Error('There is no key to sign with')
    if (prepared?.kid !== first.kid) prepared = prepare(first)
    const claims = { jti, sub: clientId, iat, exp, scope, client_id: clientId, iss: issuer, aud }
    const data = `${prepared.header}.${encoded(claims)}`
    const signature = sign('sha256', Buffer.from(data), { key: prepared.key, dsaEncoding: 'ieee-p1363' })
    return `${data}.${signature.toString('base64url')}`
  }
}

const prepare = ({ kid, alg, jwk }: SigningKey): Prepared => ({
  kid,
  header: encoded({ alg, typ: 'at+jwt', kid }),
  key: createPrivateKey({ key: jwk as JsonWebKey, format: 'jwk' }),
})

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
