import type { Configuration } from 'oidc-provider'
import type { OAuthProfile } from '../../../server/ports/oauth/oauth-profile.ts'
import { clientOf } from '../clients/clients.ts'
import type { Materials } from '../issuer/materials.ts'
import type { OAuthModels } from '../../../server/ports/oauth/oauth-models.ts'
import { backchannel } from '../polled/backchannel.ts'
import { deviceFlow } from '../polled/device.ts'
import { authorizationDetails } from './authorization-details.ts'
import { logoutPages } from './logout.ts'
import { mutualTls } from './certificates.ts'
import { fapi } from './fapi.ts'
import { proofs } from './proofs.ts'
import { signedRequests } from './signed-requests.ts'
import { resources } from './resources.ts'

/** What is on. Everything else is off, and discovery says exactly this. */
export const features = (
  profile: OAuthProfile,
  materials: Materials & { readonly models: OAuthModels },
  detailTypes: readonly string[],
): Configuration['features'] => ({
  clientCredentials: { enabled: true },
  deviceFlow: deviceFlow(profile)!,
  ciba: backchannel(profile, materials),
  introspection: { enabled: true, allowedPolicy: async () => false },
  revocation: {
    enabled: true,
    allowedPolicy: async (_ctx, client, token) => {
      if (token.clientId === client.clientId) return true
      materials.audit.record({ what: 'revocation.foreign_token', clientId: clientOf(client).id })
      return false
    },
  },
  resourceIndicators: { enabled: true, ...resources(profile, materials.models) },
  rpInitiatedLogout: { enabled: true, ...logoutPages(materials) },
  userinfo: { enabled: true },
  externalSigningSupport: { enabled: true, ack: 'experimental-01' } as object,
  devInteractions: { enabled: false },
  pushedAuthorizationRequests: { enabled: profile.paths.pushedAuthorization !== undefined },
  dPoP: proofs(profile, materials)!,
  richAuthorizationRequests: authorizationDetails(profile, detailTypes) as never,
  fapi: fapi(profile)!,
  mTLS: mutualTls(profile, materials)!,
  requestObjects: signedRequests(profile, materials)!,
  jwtResponseModes: { enabled: profile.knowsFapi ?? false },
})
