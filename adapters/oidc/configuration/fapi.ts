import type { Configuration } from 'oidc-provider'
import type { Client } from '../../../server/domain/registry/client.ts'
import { fapi2Algorithms } from '../../../server/domain/registry/fapi2.ts'
import type { OAuthProfile } from '../../../server/ports/oauth/oauth-profile.ts'
import { clientOf } from '../clients/clients.ts'

/** The FAPI 2.0 Security Profile, for the clients that are registered under it. */
export const fapi = ({
  knowsFapi = false,
}: Pick<OAuthProfile, 'knowsFapi'>): NonNullable<Configuration['features']>['fapi'] => ({
  enabled: knowsFapi,
  profile: (_ctx, client) => (client && clientOf(client).profile === 'fapi2' ? '2.0' : undefined),
})

/** What is wrong with an assertion of a client under FAPI 2.0 (section 5.3.2.1), and would not be with another's. */
export function faultUnderFapi(
  { aud }: { readonly aud: unknown },
  { alg }: { readonly alg?: unknown },
  { client, issuer }: { readonly client: Pick<Client, 'profile'>; readonly issuer: string },
): string | undefined {
  if (client.profile !== 'fapi2') return undefined
  if (aud !== issuer) return 'aud must be the issuer, as a string'
  return fapi2Algorithms.includes(String(alg)) ? undefined : `alg must be ${fapi2Algorithms.join(', ')}`
}
