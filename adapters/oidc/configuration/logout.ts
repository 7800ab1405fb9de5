import type { KoaContextWithOIDC } from 'oidc-provider'
import type { Materials } from '../issuer/materials.ts'

interface LogoutState {
  readonly secret?: string
  readonly postLogoutRedirectUri?: string
}

/** The pages of RP-initiated logout. @see https://openid.net/specs/openid-connect-rpinitiated-1_0.html */
export const logoutPages = ({ pages }: Pick<Materials, 'pages'>) => ({
  logoutSource: async (ctx: KoaContextWithOIDC): Promise<void> => {
    const { secret, postLogoutRedirectUri } = (ctx.oidc.session?.state ?? {}) as LogoutState
    const action = ctx.oidc.urlFor('end_session_confirm')
    const leadsOut = postLogoutRedirectUri !== undefined
    pages.confirmLogout(ctx, { action, fields: { xsrf: String(secret) }, leadsOut })
  },
  postLogoutSuccessSource: async (ctx: KoaContextWithOIDC): Promise<void> => pages.loggedOut(ctx),
})
