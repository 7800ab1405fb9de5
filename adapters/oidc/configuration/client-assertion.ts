import type { Configuration } from 'oidc-provider'
import type { Clock } from '../../../server/ports/clock.ts'
import type { OAuthProfile } from '../../../server/ports/oauth/oauth-profile.ts'
import { clientOf } from '../clients/clients.ts'
import { unauthenticated } from '../errors/unauthenticated.ts'
import { assertionFault } from './assertion-fault.ts'

/** What the engine asks of an assertion once its signature is good. */
export const assertClientAssertion =
  (
    { issuer }: Pick<OAuthProfile, 'issuer'>,
    clock: Clock,
  ): Configuration['assertJwtClientAuthClaimsAndHeader'] =>
  async ({ oidc }, claims, header, client) => {
    const tokenEndpoint = oidc.urlFor('token')
    const judging = { client: clientOf(client), issuer, tokenEndpoint, now: clock.now() }
    const fault = assertionFault(claims, header, judging)
    if (fault !== undefined) throw unauthenticated(fault)
  }
