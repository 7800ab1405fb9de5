import type { Configuration, KoaContextWithOIDC } from 'oidc-provider'
import type { Clock } from '../../../server/ports/clock.ts'
import type { Lifetimes, OAuthProfile } from '../../../server/ports/oauth/oauth-profile.ts'
import { knownFor } from './waiting.ts'

interface ForResource {
  readonly resourceServer?: { readonly accessTokenTTL?: number | undefined } | undefined
}

/** In seconds. Nothing outlives the grant it is under, though in a dialect it may say that it does. */
export function lifetimes({ lifetimes: most, dialect }: OAuthProfile, clock: Clock): Configuration['ttl'] {
  const withinGrant = ({ oidc }: KoaContextWithOIDC, seconds: number): number => {
    if (dialect) return seconds
    const end = oidc.grant?.exp
    const now = Math.floor(clock.now().getTime() / 1000)
    return end === undefined ? seconds : Math.max(1, Math.min(seconds, end - now))
  }
  return {
    AuthorizationCode: most.code,
    AccessToken: (ctx, token) => withinGrant(ctx, resourceSeconds(token, most.accessToken)),
    ClientCredentials: (_ctx, token) => resourceSeconds(token, most.clientCredentialsToken),
    RefreshToken: ctx => withinGrant(ctx, most.refreshToken),
    IdToken: most.idToken,
    ...(most.device && { DeviceCode: most.device }),
    ...(most.backchannel && { BackchannelAuthenticationRequest: backchannelSeconds(most.backchannel) }),
    Interaction: knownFor,
    Session: most.session,
    Grant: most.refreshToken,
  }
}

/** As long as the client asks for, which has been read to be a whole number. */
const backchannelSeconds =
  ({ usual, most }: NonNullable<Lifetimes['backchannel']>) =>
  ({ oidc }: KoaContextWithOIDC): number =>
    Math.min(Number(oidc.params?.requested_expiry ?? usual), most)

const resourceSeconds = ({ resourceServer }: ForResource, most: number): number =>
  Math.min(resourceServer?.accessTokenTTL ?? most, most)
