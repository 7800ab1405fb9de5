import { type Configuration, errors, type KoaContextWithOIDC } from 'oidc-provider'
import type { OAuthProfile } from '../../../server/ports/oauth/oauth-profile.ts'
import { detailsForToken, givenBy } from '../tokens/asked-details.ts'
import { assertMayAskOfPerson, isForUserinfo } from './for-userinfo.ts'
import { resources } from './resources.ts'

/** OAuth 2.1 section 4.3.1: a public client's refresh token is exchanged for the next one at every use. */
export const refreshTokens = (
  profile: OAuthProfile,
): Pick<Configuration, 'issueRefreshToken' | 'rotateRefreshToken' | 'revokeGrantPolicy'> => ({
  issueRefreshToken: async (_ctx, client, source) =>
    client.grantTypeAllowed('refresh_token') && source.scopes.has('offline_access'),
  rotateRefreshToken: async ctx => {
    if (ctx.oidc.client?.clientAuthMethod !== 'none') return false
    await assertTarget(ctx, profile)
    return true
  },
  // A replay and the revocation of a refresh token end the family; an access token ends alone; logging out ends none.
  revokeGrantPolicy: ctx =>
    ctx.oidc.route === 'token' ||
    (ctx.oidc.route === 'revocation' && ctx.oidc.entities.RefreshToken !== undefined),
})

/** Before the token is exchanged, so that what is refused costs the client no token. The engine only looks afterwards. */
async function assertTarget(ctx: KoaContextWithOIDC, profile: OAuthProfile): Promise<void> {
  assertMayAskOfPerson(ctx, profile)
  const { client, params, entities } = ctx.oidc
  const granted = [entities.RefreshToken?.resource].flat()
  const target = params?.resource ?? (isForUserinfo(ctx, profile) ? undefined : granted[0])
  if (target === undefined) return
  if (!granted.includes(target as string)) throw new errors.InvalidTarget()
  await resources(profile).getResourceServerInfo(ctx, target as string, client!)
  const given = givenBy(entities.RefreshToken)
  await detailsForToken(ctx, { given, audience: target as string, profile })
}
