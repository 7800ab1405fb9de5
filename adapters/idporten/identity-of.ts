import type { IDToken } from 'openid-client'
import { type PartyIdentifier, person } from '../../server/domain/party.ts'
import { type LoginLevel, loginLevels, reaches } from '../../server/domain/requests/purpose.ts'
import type { Identity, LoginAttempt } from '../../server/ports/sessions/identity-provider.ts'
import type { IdentityProviderSettings } from './settings.ts'

/** Whom an ID token speaks of. Throws unless the person reached the level that was asked for. */
export const identityOf = (
  claims: IDToken,
  settings: Pick<IdentityProviderSettings, 'acr'>,
  attempt: Pick<LoginAttempt, 'level'>,
): Identity => ({
  nin: nationalIdentityNumber(claims.pid),
  name: typeof claims.name === 'string' ? claims.name : undefined,
  level: reachedLevel(settings, { acr: claims.acr, asked: attempt.level }),
  authenticatedAt: new Date((claims.auth_time ?? claims.iat) * 1000),
  elsewhere: { subject: claims.sub, session: typeof claims.sid === 'string' ? claims.sid : undefined },
})

type Nin = Extract<PartyIdentifier, { scheme: 'nin' }>['value']

const nationalIdentityNumber = (pid: unknown): Nin => person(String(pid)).value as Nin

/** ID-porten may log in at a higher level than asked for, and a provider that does not know levels at none. */
function reachedLevel(
  { acr }: Pick<IdentityProviderSettings, 'acr'>,
  reached: { acr: unknown; asked: LoginLevel },
): LoginLevel {
  const level = loginLevels.findLast(one => acr[one] === reached.acr)
  if (!level || !reaches(level, reached.asked))
    throw new Error(`The login did not reach level ${reached.asked}`)
  return level
}
