import type { JWTPayload } from 'jose'
import { type Configuration, errors } from 'oidc-provider'
import { fapi2Algorithms } from '../../../server/domain/registry/fapi2.ts'
import { unreadableBy } from '../../../server/domain/registry/jwt-header.ts'
import type { OAuthProfile } from '../../../server/ports/oauth/oauth-profile.ts'
import { clientOf } from '../clients/clients.ts'
import { speaking } from '../errors/to-oauth-error.ts'
import type { Materials } from '../issuer/materials.ts'
import { assertAuthorization, assertBounded } from '../middleware/authorization-parameters.ts'
import { assertSound } from '../middleware/read-parameters.ts'
import { clockToleranceSeconds } from './assertion-fault.ts'

/** FAPI 2.0 Message Signing section 5.3.1: `exp` after `nbf`, and `nbf` before now, in seconds. */
const longest = 3600

/** RFC 9101 section 10.8: what was signed for something else is none. Many clients say nothing, or what all JWTs are. */
const isOfRequests = (typ: unknown): boolean =>
  typ === undefined || (typeof typ === 'string' && /^(oauth-authz-req\+)?jwt$/i.test(typ))

/**
 * Authorization requests that the client signed (RFC 9101), judged where they come in, be it pushed. What stands inside is
 * judged as what stands in an address is. The rules of FAPI 2.0 Message Signing hold for the clients under FAPI 2.0.
 */
export const signedRequests = (
  { knowsFapi = false }: Pick<OAuthProfile, 'knowsFapi'>,
  { clock, longestState }: Pick<Materials, 'clock' | 'longestState'>,
): NonNullable<Configuration['features']>['requestObjects'] => ({
  enabled: knowsFapi,
  assertJwtClaimsAndHeader: speaking(async ({ oidc }, claims, header: Header, client) => {
    if (oidc.entities.PushedAuthorizationRequest) return
    const parameters = assertSound(new URLSearchParams(textsOf(claims)))
    if (withoutBrowser.includes(String(oidc.route))) assertBounded(parameters, longestState)
    else assertAuthorization(parameters, longestState)
    refuseUnless(isOfRequests(header.typ), 'typ must be oauth-authz-req+jwt')
    refuseUnless(unreadableBy(header) === undefined, 'the header must not change how it is read')
    if (clientOf(client).profile !== 'fapi2') return
    refuseUnless(
      fapi2Algorithms.some(alg => alg === header.alg),
      `alg must be ${fapi2Algorithms.join(', ')}`,
    )
    assertBrief(claims, Math.floor(clock.now().getTime() / 1000))
  }),
})

/** Where nobody is led back. */
const withoutBrowser: readonly string[] = ['device_authorization', 'backchannel_authentication']

type Header = Readonly<Record<string, unknown>>

const textsOf = (claims: JWTPayload): [name: string, text: string][] =>
  Object.entries(claims).flatMap(([name, value]) =>
    name === 'aud' ? [] : [value].flat().flatMap(one => (typeof one === 'string' ? [[name, one]] : [])),
  ) as [string, string][]

function assertBrief({ aud, exp, nbf }: JWTPayload, now: number): void {
  refuseUnless(aud !== undefined, 'aud must be there')
  refuseUnless(typeof exp === 'number' && typeof nbf === 'number', 'exp and nbf must be there')
  refuseUnless(Number(nbf) >= now - longest - clockToleranceSeconds, 'nbf is too long ago')
  refuseUnless(Number(exp) - Number(nbf) <= longest, `exp must be ${longest} seconds after nbf at most`)
}

function refuseUnless(holds: boolean, why: string): void {
  if (!holds) throw new errors.InvalidRequestObject(`Request Object claims are invalid: ${why}`)
}
