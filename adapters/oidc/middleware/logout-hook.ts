import type { Context, Middleware } from 'koa'
import type { KoaContextWithOIDC } from 'oidc-provider'
import type { OAuthPaths } from '../../../server/ports/oauth/oauth-profile.ts'
import { logoutPages } from '../configuration/logout.ts'
import type { Materials } from '../issuer/materials.ts'

/**
 * Ends the person's session at the pages when she confirmed logging out here. She is asked also when the engine has no
 * session any more: it would log out by a script then, and the pages may have one still.
 */
export function logoutHook(
  { endSession }: OAuthPaths,
  materials: Pick<Materials, 'onLogout' | 'pages'>,
): Middleware {
  const { logoutSource } = logoutPages(materials)
  return async (ctx, next) => {
    await next()
    if (ctx.path === endSession && ctx.status === 200 && !hasSession(ctx)) {
      await logoutSource(ctx as unknown as KoaContextWithOIDC)
    }
    const confirmed = ctx.path === `${endSession}/confirm` && ctx.status === 303
    if (confirmed && ctx.state.form?.has('logout')) await materials.onLogout(ctx)
  }
}

const hasSession = (ctx: Context): boolean =>
  (ctx as unknown as KoaContextWithOIDC).oidc.session?.accountId !== undefined
