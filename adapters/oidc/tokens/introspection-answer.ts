import { actClaim } from '../../../server/domain/grants/actors.ts'
import type { Client } from '../../../server/domain/registry/client.ts'
import type { Parameters } from '../../../server/ports/oauth/oauth-dialect.ts'
import type { OAuthProfile } from '../../../server/ports/oauth/oauth-profile.ts'
import type { LiveToken } from '../../../server/ports/oauth/token-inspector.ts'
import type { Materials } from '../issuer/materials.ts'

/** RFC 7662 section 2.2. `exp` is when the token or the grant under it ends, whichever comes first. */
export type IntrospectionAnswer =
  | { readonly active: false }
  | Readonly<Record<string, unknown> & { active: true }>

interface Asking {
  readonly caller: Client
  readonly parameters: Parameters
  readonly profile: OAuthProfile
  readonly materials: Pick<Materials, 'inspect' | 'revealIdentity'>
}

export async function introspectionAnswer(
  token: string,
  { caller, parameters, profile, materials }: Asking,
): Promise<IntrospectionAnswer> {
  const live = await materials.inspect(token, caller)
  if (!live) return { active: false }
  const answer = wordsFor(live, profile.issuer)
  if (!profile.dialect) return { ...answer, ...(await identity(live, materials)) }
  const { audience } = live
  const told = await profile.dialect.introspectionAnswer(live, {
    caller,
    parameters,
    answer,
    revealIdentity: party => materials.revealIdentity({ audience, party }),
  })
  return told ? { ...told, active: true } : { active: false }
}

const wordsFor = (live: LiveToken, issuer: string) => ({
  active: true as const,
  iss: issuer,
  client_id: live.clientId,
  sub: live.party,
  aud: live.audience,
  scope: live.scopeString,
  authorization_details: live.details?.length ? live.details : undefined,
  iat: seconds(live.issuedAt),
  exp: Math.min(seconds(live.expiresAt), seconds(live.grantEndsAt ?? live.expiresAt)),
  token_type: tokenTypeOf(live),
  cnf: live.confirmation,
  grant_id: live.grantId,
  act: actClaim(live.granted?.actors ?? []),
  purpose: live.purpose,
})

/** A token that is bound to a certificate is a bearer's by name (RFC 8705 section 3). */
function tokenTypeOf({ kind, confirmation }: LiveToken): string | undefined {
  if (kind === 'RefreshToken') return undefined
  return confirmation?.jkt === undefined ? 'Bearer' : 'DPoP'
}

async function identity(live: LiveToken, { revealIdentity }: Pick<Materials, 'revealIdentity'>) {
  const pid = live.party && (await revealIdentity(live))
  return pid === undefined ? {} : { pid }
}

const seconds = (at: Date): number => Math.floor(at.getTime() / 1000)
