import type { TokenClaims } from '../access.ts'
import type { Issuer } from '../issuer/issuer.ts'
import { Unanswered } from '../issuer/ask.ts'

/** What samtykke says of a token now (RFC 7662): `undefined` when it is not good. Throws `Unanswered`. */
export async function introspect(
  issuer: Issuer,
  token: string,
  audience: string,
): Promise<TokenClaims | undefined> {
  const { active, ...claims } = await issuer.post('introspection_endpoint', {
    token,
    token_type_hint: 'access_token',
  })
  if (active === false) return undefined
  if (active !== true) throw new Unanswered('The answer does not say whether the token is active')
  const { aud, iss = issuer.name, token_type: type } = claims
  const isOwn = iss === issuer.name && (Array.isArray(aud) ? aud.includes(audience) : aud === audience)
  return isOwn && type !== undefined ? (claims as TokenClaims) : undefined
}
