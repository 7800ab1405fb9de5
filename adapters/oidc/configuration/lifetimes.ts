import type { Configuration, KoaContextWithOIDC } from 'oidc-provider'
import type { OAuthProfile } from '../../../server/ports/oauth-profile.ts'

interface ForResource {
  readonly resourceServer?: { readonly accessTokenTTL?: number | undefined } | undefined
}

/** In seconds. Nothing outlives the grant it stands on. */
export function lifetimes({ lifetimes: most }: OAuthProfile): Configuration['ttl'] {
  return {
    AuthorizationCode: most.code,
    AccessToken: (ctx, token) => withinGrant(ctx, resourceSeconds(token, most.accessToken)),
    ClientCredentials: (_ctx, token) => resourceSeconds(token, most.clientCredentialsToken),
    RefreshToken: ctx => withinGrant(ctx, most.refreshToken),
    IdToken: most.idToken,
    Interaction: most.interaction,
    Session: most.session,
    Grant: most.refreshToken,
  }
}

const resourceSeconds = ({ resourceServer }: ForResource, most: number): number =>
  Math.min(resourceServer?.accessTokenTTL ?? most, most)

function withinGrant(ctx: KoaContextWithOIDC, seconds: number): number {
  const end = ctx.oidc.grant?.exp
  return end === undefined ? seconds : Math.max(1, Math.min(seconds, end - Math.floor(Date.now() / 1000)))
}
