import { type Configuration, errors } from 'oidc-provider'
import { unreadableBy } from '../../../server/domain/registry/jwt-header.ts'
import type { Clock } from '../../../server/ports/clock.ts'
import type { OAuthProfile } from '../../../server/ports/oauth/oauth-profile.ts'

/** Clients sign with their own clock; ten seconds covers ordinary drift without making replay useful. */
export const clockToleranceSeconds = 10
const longestSeconds = 600
const keysInHeader = ['jwk', 'jku', 'x5u', 'x5c']

/**
 * What a client's own assertion must hold beyond RFC 7523 section 3: our issuer as its only audience, an end at most
 * ten minutes ahead, a beginning that is not in the future, no key of its own, and nothing that changes how it is read.
 */
export const assertClientAssertion =
  (
    { issuer }: Pick<OAuthProfile, 'issuer'>,
    clock: Clock,
  ): Configuration['assertJwtClientAuthClaimsAndHeader'] =>
  async (_ctx, claims, header) => {
    const now = Math.floor(clock.now().getTime() / 1000)
    refuseUnless(claims.aud === issuer, 'aud must be the issuer, and nothing else')
    refuseUnless(typeof claims.exp === 'number' && claims.exp <= now + longestSeconds, 'exp is too far ahead')
    refuseUnless(begun(claims.iat, now) && begun(claims.nbf, now), 'iat and nbf must not be in the future')
    refuseUnless(typeof claims.jti === 'string' && claims.jti.length <= 255, 'jti must be a short string')
    refuseUnless(unreadableBy(header) === undefined, 'the header must not change how the assertion is read')
    refuseUnless(!keysInHeader.some(name => name in header), 'the header must not bring a key')
  }

const begun = (at: unknown, now: number): boolean =>
  at === undefined || (typeof at === 'number' && at <= now + clockToleranceSeconds)

function refuseUnless(holds: boolean, detail: string): void {
  if (!holds) throw new errors.InvalidClientAuth(detail)
}
