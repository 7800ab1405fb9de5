import { type Configuration, errors, type KoaContextWithOIDC } from 'oidc-provider'
import { actClaim } from '../../../server/domain/grants/actors.ts'
import { managementScopes } from '../../../server/domain/grants/grant-management.ts'
import type { GrantId } from '../../../server/domain/ids.ts'
import type { OAuthProfile } from '../../../server/ports/oauth/oauth-profile.ts'
import { askedScopes } from '../tokens/asked-scopes.ts'
import type { OAuthModels } from '../../../server/ports/oauth/oauth-models.ts'
import { assertMayAskOfPerson } from './for-userinfo.ts'
import type { Materials } from '../issuer/materials.ts'
import { speaking } from '../errors/to-oauth-error.ts'

interface Issued {
  readonly grantId?: string | undefined
  readonly format?: string
  readonly aud?: string | readonly string[] | undefined
  readonly scope?: string | undefined
  readonly rar?: readonly object[] | undefined
  /** Seconds. */
  readonly expiration?: number
}

interface Tools extends Pick<Materials, 'tokenStatuses' | 'clock'> {
  readonly models: Pick<OAuthModels, 'holdGrant'>
}

/** What an access token is kept with, or says: what userinfo may say of the person, and how its client may look after its grants. */
export interface KeptClaims {
  readonly protocol_scope: string
  /** Of a token that was exchanged. */
  readonly actors?: readonly string[]
  readonly forebears?: readonly string[]
}

declare module 'koa' {
  interface DefaultState {
    /** How the token that is being issued came from others. */
    exchange?: { readonly actors: readonly string[]; readonly forebears: readonly string[] }
  }
}

interface Granted {
  readonly grantId: GrantId
  readonly epoch: number
  readonly expiration: number
}

/** Where its status is told, as the claim `status` names it (Token Status List, draft 20). */
async function statusOf(
  { expiration, ...granted }: Granted,
  { statusListUri }: Pick<OAuthProfile, 'statusListUri'>,
  { tokenStatuses, clock }: Pick<Tools, 'tokenStatuses' | 'clock'>,
) {
  if (!statusListUri) return undefined
  const expiresAt = new Date(clock.now().getTime() + expiration * 1000)
  const { list, index } = await tokenStatuses.place({ ...granted, expiresAt })
  return { status_list: { idx: index, uri: statusListUri(list) } }
}

/**
 * A person's token that is not kept carries its grant and the grant's epoch, so that introspection can judge it, and what the
 * grant was given for; one that
 * is kept remembers which protocol scopes it was asked with, which its own scope does not say when it is for a resource.
 */
export const tokenClaims = (profile: OAuthProfile, materials: Tools): Configuration['extraTokenClaims'] =>
  speaking(async (ctx: KoaContextWithOIDC, token: object) => {
    const { grantId, format, aud, scope, rar = [], expiration = 0 } = token as Issued
    if (aud !== undefined && !scope && rar.length === 0)
      throw new errors.InvalidScope('No scope of the resource is left', '')
    if (grantId === undefined) return undefined
    assertMayAskOfPerson(ctx, profile)
    const { exchange } = ctx.state
    const asked = [...askedScopes(ctx)].filter(scope => Object.hasOwn(profile.protocolScopes, scope))
    if (format === 'jwt') {
      const { epoch, purpose } = materials.models.holdGrant(grantId)
      const status = await statusOf({ grantId: grantId as GrantId, epoch, expiration }, profile, materials)
      const act = exchange && actClaim(exchange.actors)
      const manages = asked.filter(scope => managementScopes.includes(scope))
      return {
        grant_id: grantId,
        grant_epoch: epoch,
        purpose,
        ...(status && { status }),
        ...(act && { act }),
        ...(manages.length > 0 && ({ protocol_scope: manages.join(' ') } satisfies KeptClaims)),
      }
    }
    return { protocol_scope: asked.join(' '), ...exchange } satisfies KeptClaims
  })
