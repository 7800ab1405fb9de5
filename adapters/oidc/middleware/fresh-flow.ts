import type { Context, Middleware } from 'koa'
import type { OAuthPaths } from '../../../server/ports/oauth/oauth-profile.ts'

/**
 * Each authorization begins without the engine's session, so that who used the browser before does not matter; only
 * `prompt=none` asks for exactly that session. Consent is always asked for, so that it need not be said for a refresh token.
 */
export function freshFlow(paths: OAuthPaths, sessionCookie: string): Middleware {
  return (ctx, next) => {
    const begins = ctx.path === paths.authorization
    if (begins) sayConsent(ctx)
    const goesOn = ctx.path.startsWith(`${paths.authorization}/`)
    if (goesOn || (begins && ctx.query.prompt !== 'none')) dropCookie(ctx, sessionCookie)
    return next()
  }
}

function dropCookie({ req }: Context, name: string): void {
  const others = (req.headers.cookie ?? '').split(';').filter(one => one.split('=')[0]?.trim() !== name)
  req.headers.cookie = others.join(';')
}

function sayConsent(ctx: Context): void {
  const { scope, prompt = '' } = ctx.query
  if (typeof scope !== 'string' || typeof prompt !== 'string') return
  const prompts = prompt.split(' ').filter(Boolean)
  if (!scope.split(' ').includes('offline_access') || prompts.includes('none') || prompts.includes('consent'))
    return
  ctx.query = { ...ctx.query, prompt: [...prompts, 'consent'].join(' ') }
}
