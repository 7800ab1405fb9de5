import type { Configuration, KoaContextWithOIDC } from 'oidc-provider'
import type { OAuthProfile } from '../../../server/ports/oauth-profile.ts'
import type { Models } from '../materials.ts'
import { speaking } from '../to-oauth-error.ts'

interface Issued {
  readonly grantId?: string | undefined
  readonly format?: string
}

/** What an opaque access token is kept with: what it may tell of the person at userinfo. */
export interface KeptClaims {
  readonly protocol_scope: string
}

/**
 * A person's token that is not kept carries its grant and the grant's epoch, so that introspection can judge it; one that
 * is kept remembers which protocol scopes it was asked with, which its own scope does not tell when it is for a resource.
 */
export const tokenClaims = (
  models: Pick<Models, 'holdGrant'>,
  { protocolScopes }: Pick<OAuthProfile, 'protocolScopes'>,
): Configuration['extraTokenClaims'] =>
  speaking(async (ctx: KoaContextWithOIDC, token: object) => {
    const { grantId, format } = token as Issued
    if (grantId === undefined) return undefined
    if (format === 'jwt') return { grant_id: grantId, grant_epoch: await models.holdGrant(grantId) }
    const asked = [...askedScopes(ctx)].filter(scope => Object.hasOwn(protocolScopes, scope))
    return { protocol_scope: asked.join(' ') } satisfies KeptClaims
  })

function askedScopes({ oidc }: KoaContextWithOIDC): Iterable<string> {
  const { RefreshToken, AuthorizationCode } = oidc.entities
  if (oidc.params?.grant_type !== 'refresh_token') return AuthorizationCode?.scopes ?? []
  return oidc.params.scope ? oidc.requestParamScopes : (RefreshToken?.scopes ?? [])
}
