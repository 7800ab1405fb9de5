import { randomUUID } from 'node:crypto'
import { type CryptoKey, importJWK, type JWK, SignJWT } from 'jose'

/** Who the API is at samtykke: a client that is registered with `resource_server_for`. */
export type ClientCredentials =
  | { readonly id: string; readonly secret: string }
  /** `private_key_jwt`. `alg` and `kid` are taken from a JWK that has them. */
  | { readonly id: string; readonly key: JWK | CryptoKey; readonly alg?: string; readonly kid?: string }

/** What goes with a request so that the API is known. */
export interface Authentication {
  readonly headers: Readonly<Record<string, string>>
  readonly form: Readonly<Record<string, string>>
}

/** By HTTP Basic, form-encoded first (RFC 6749 section 2.3.1), or by an assertion for the issuer (RFC 7523). */
export async function authenticate(client: ClientCredentials, issuer: string): Promise<Authentication> {
  if ('secret' in client) return { headers: { authorization: basic(client) }, form: {} }
  const {
    id,
    key,
    alg = 'alg' in key ? key.alg : undefined,
    kid = 'kid' in key ? key.kid : undefined,
  } = client
  if (alg === undefined) throw new TypeError('The key of the client says no alg')
  const assertion = await new SignJWT({ jti: randomUUID() })
    .setProtectedHeader({ alg, ...(kid !== undefined && { kid }) })
    .setIssuer(id)
    .setSubject(id)
    .setAudience(issuer)
    .setIssuedAt()
    .setExpirationTime('1m')
    .sign('kty' in key ? await importJWK(key, alg) : key)
  const form = {
    client_id: id,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  }
  return { headers: {}, form }
}

/** HTTP Basic of a client with a secret. */
export const basic = ({ id, secret }: { readonly id: string; readonly secret: string }): string =>
  `Basic ${Buffer.from(`${formEncoded(id)}:${formEncoded(secret)}`).toString('base64')}`

const formEncoded = (text: string): string => new URLSearchParams([['', text]]).toString().slice(1)
