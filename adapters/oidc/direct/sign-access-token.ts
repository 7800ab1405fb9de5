import type { SigningKey } from '../../../server/ports/oauth/signing-key-store.ts'
import { jwtSigner } from '../tokens/jwt-signer.ts'

interface AccessToken {
  readonly iat: number
  readonly exp: number
  readonly jti: string
  readonly scope: string | undefined
  readonly aud: string
  readonly clientId: string
}

/** A client's own JWT access token (RFC 9068), as the engine would write it. */
export function accessTokenSigner(
  issuer: string,
  keys: () => readonly SigningKey[],
): (token: AccessToken) => string {
  const sign = jwtSigner('at+jwt', keys)
  return ({ iat, exp, jti, scope, aud, clientId }) =>
    sign({ jti, sub: clientId, iat, exp, scope, client_id: clientId, iss: issuer, aud })
}
