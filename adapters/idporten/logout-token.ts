import {
  createRemoteJWKSet,
  customFetch,
  errors,
  type JWTPayload,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose'
import type { Configuration } from 'openid-client'
import { Problem } from '../../server/domain/problem.ts'
import { unreadableBy } from '../../server/domain/registry/jwt-header.ts'
import type { Clock } from '../../server/ports/clock.ts'
import type { IdentityProvider, LogoutElsewhere } from '../../server/ports/sessions/identity-provider.ts'
import { boundedFetch } from '../outbound/bounded-fetch.ts'

const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'ES256']

/** Seconds for which a token is good when it does not say, and by which clocks may differ. */
const longest = 120
const tolerance = 10

const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout'

interface Materials {
  readonly discover: () => Promise<Configuration>
  readonly clientId: string
  readonly clock: Clock
}

/** OpenID Connect Back-Channel Logout 1.0, 2.6. Keeps the provider's keys. */
export function logoutTokenReader({
  discover,
  clientId,
  clock,
}: Materials): IdentityProvider['readLogoutToken'] {
  let keys: JWTVerifyGetKey | undefined

  const read = async (token: string): Promise<LogoutElsewhere> => {
    const cameAt = clock.now()
    const { issuer, jwks_uri: jwks = '' } = (await discover()).serverMetadata()
    keys ??= createRemoteJWKSet(new URL(jwks), { timeoutDuration: 5_000, [customFetch]: boundedFetch })
    const { payload, protectedHeader } = await jwtVerify(token, keys, {
      issuer,
      audience: clientId,
      algorithms,
      clockTolerance: tolerance,
      currentDate: cameAt,
      maxTokenAge: longest,
      requiredClaims: ['iat', 'jti', 'events'],
    }).catch(refuse)
    if (unreadableBy(protectedHeader)) throw refused('The logout token is not good')
    return toLogout(payload, cameAt)
  }

  return token =>
    read(token).catch(error => {
      if (error instanceof Problem) throw error
      throw new Problem('login.failed', 'The logout token cannot be checked', { cause: error })
    })
}

/** What is wrong with the token is told apart from keys that cannot be had. */
function refuse(error: unknown): never {
  const isDoubt =
    !(error instanceof errors.JOSEError) ||
    error instanceof errors.JWKSTimeout ||
    error instanceof errors.JWKSInvalid ||
    error.code === 'ERR_JOSE_GENERIC'
  if (isDoubt) throw error
  throw refused('The logout token is not good')
}

function toLogout({ sub, sid, jti, nonce, events, iat }: JWTPayload, now: Date): LogoutElsewhere {
  const isLogout =
    typeof events === 'object' && events !== null && typeof Reflect.get(events, logoutEvent) === 'object'
  if (!isLogout || nonce !== undefined) throw refused('The token is not a logout token')
  const login = { subject: sub, session: typeof sid === 'string' ? sid : undefined }
  if (login.subject === undefined && login.session === undefined)
    throw refused('The logout token names nobody')
  const from = iat === undefined ? now : new Date(iat * 1000)
  return { login, tokenId: jti ?? '', goodUntil: new Date(from.getTime() + (longest + 2 * tolerance) * 1000) }
}

const refused = (detail: string) => new Problem('logout-token.refused', detail)
