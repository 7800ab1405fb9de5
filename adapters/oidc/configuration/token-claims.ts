import { type Configuration, errors, type KoaContextWithOIDC } from 'oidc-provider'
import type { OAuthProfile } from '../../../server/ports/oauth/oauth-profile.ts'
import { askedScopes } from '../tokens/asked-scopes.ts'
import type { OAuthModels } from '../../../server/ports/oauth/oauth-models.ts'
import { assertMayAskOfPerson } from './for-userinfo.ts'
import { speaking } from '../errors/to-oauth-error.ts'

interface Issued {
  readonly grantId?: string | undefined
  readonly format?: string
  readonly aud?: string | readonly string[] | undefined
  readonly scope?: string | undefined
}

/** What an opaque access token is kept with: what userinfo may say of the person. */
export interface KeptClaims {
  readonly protocol_scope: string
}

/**
 * A person's token that is not kept carries its grant and the grant's epoch, so that introspection can judge it; one that
 * is kept remembers which protocol scopes it was asked with, which its own scope does not say when it is for a resource.
 */
export const tokenClaims = (
  models: Pick<OAuthModels, 'holdGrant'>,
  profile: OAuthProfile,
): Configuration['extraTokenClaims'] =>
  speaking(async (ctx: KoaContextWithOIDC, token: object) => {
    const { grantId, format, aud, scope } = token as Issued
    if (aud !== undefined && !scope) throw new errors.InvalidScope('No scope of the resource is left', '')
    if (grantId === undefined) return undefined
    assertMayAskOfPerson(ctx, profile)
    if (format === 'jwt') return { grant_id: grantId, grant_epoch: models.holdGrant(grantId) }
    const asked = [...askedScopes(ctx)].filter(scope => Object.hasOwn(profile.protocolScopes, scope))
    return { protocol_scope: asked.join(' ') } satisfies KeptClaims
  })
