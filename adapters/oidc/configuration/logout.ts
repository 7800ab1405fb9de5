import type { KoaContextWithOIDC } from 'oidc-provider'
import type { Materials } from '../materials.ts'

/** The pages of RP-initiated logout. @see https://openid.net/specs/openid-connect-rpinitiated-1_0.html */
export const logoutPages = ({ pages }: Pick<Materials, 'pages'>) => ({
  logoutSource: async (ctx: KoaContextWithOIDC): Promise<void> => {
    const xsrf = String(ctx.oidc.session?.state?.secret)
    pages.confirmLogout(ctx, { action: ctx.oidc.urlFor('end_session_confirm'), fields: { xsrf } })
  },
  postLogoutSuccessSource: async (ctx: KoaContextWithOIDC): Promise<void> => pages.loggedOut(ctx),
})
