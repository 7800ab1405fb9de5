import type { Middleware } from 'koa'
import type { OAuthPaths } from '../../../server/ports/oauth-profile.ts'
import type { Materials } from '../materials.ts'

/** Ends the person's session at the pages when she confirmed logging out here. */
export const logoutHook =
  ({ endSession }: OAuthPaths, { onLogout }: Pick<Materials, 'onLogout'>): Middleware =>
  async (ctx, next) => {
    await next()
    const confirmed = ctx.path === `${endSession}/confirm` && ctx.status === 303
    if (confirmed && ctx.state.form?.has('logout')) await onLogout(ctx)
  }
