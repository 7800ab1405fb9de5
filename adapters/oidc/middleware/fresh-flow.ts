import type { Context, Middleware } from 'koa'
import type { OAuthModels } from '../../../server/ports/oauth/oauth-models.ts'
import type { OAuthPaths } from '../../../server/ports/oauth/oauth-profile.ts'
import { wantedPrompt } from '../tokens/pushed-requests.ts'

interface Parts {
  readonly paths: OAuthPaths
  readonly sessionCookie: string
  readonly models: Pick<OAuthModels, 'model'>
}

/**
 * Each authorization begins without the engine's session, so that who used the browser before does not matter; only
 * `prompt=none` asks for exactly that session.
 */
export function freshFlow({ paths, sessionCookie, models }: Parts): Middleware {
  return async (ctx, next) => {
    const begins = ctx.path === paths.authorization
    const goesOn = ctx.path.startsWith(`${paths.authorization}/`)
    if ((begins || goesOn) && cookiesOf(ctx).some(isNamed(sessionCookie))) {
      const isSilent = begins && (await wantedPrompt(ctx, models)) === 'none'
      if (!isSilent) dropCookie(ctx, sessionCookie)
    }
    return next()
  }
}

const cookiesOf = ({ req }: Context): readonly string[] => (req.headers.cookie ?? '').split(';')

const isNamed =
  (name: string) =>
  (cookie: string): boolean =>
    cookie.split('=')[0]?.trim() === name

function dropCookie(ctx: Context, name: string): void {
  const others = cookiesOf(ctx).filter(cookie => !isNamed(name)(cookie))
  ctx.req.headers.cookie = others.join(';')
}
