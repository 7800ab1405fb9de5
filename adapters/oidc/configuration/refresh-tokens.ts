import type { Configuration } from 'oidc-provider'

/** OAuth 2.1 section 4.3.1: a public client's refresh token is exchanged for the next one at every use. */
export const refreshTokens: Pick<
  Configuration,
  'issueRefreshToken' | 'rotateRefreshToken' | 'revokeGrantPolicy'
> = {
  issueRefreshToken: async (_ctx, client, source) =>
    client.grantTypeAllowed('refresh_token') && source.scopes.has('offline_access'),
  rotateRefreshToken: ctx => ctx.oidc.client?.clientAuthMethod === 'none',
  // A replay and the revocation of a refresh token end the family; an access token ends alone; logging out ends none.
  revokeGrantPolicy: ctx =>
    ctx.oidc.route === 'token' ||
    (ctx.oidc.route === 'revocation' && ctx.oidc.entities.RefreshToken !== undefined),
}
