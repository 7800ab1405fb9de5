import type { Context, Middleware } from 'koa'
import type { KoaContextWithOIDC } from 'oidc-provider'
import { Problem } from '../../../server/domain/problem.ts'
import type { OAuthPaths } from '../../../server/ports/oauth/oauth-profile.ts'
import { answerWithPage, answerWithProblem, tellOfFailure } from '../errors/answer.ts'
import type { OAuthModels } from '../../../server/ports/oauth/oauth-models.ts'
import type { Materials } from '../issuer/materials.ts'
import { isPostedLogout } from './posted-logout.ts'

interface Parts extends Pick<Materials, 'pages' | 'onError' | 'gate'> {
  readonly models: Pick<OAuthModels, 'settle'>
  /** Where a flow goes on that waits for a person. */
  readonly interactions: string
  readonly sessionCookie: string
  readonly paths: OAuthPaths
}

/**
 * Keeps what a request changed of the browser's state before it is answered, all in one statement. While a flow goes on
 * it needs no session: the last step makes one. A logout that is posted knows no session either, and makes none.
 */
export function keepBrowserState({
  models,
  interactions,
  sessionCookie,
  paths,
  ...materials
}: Parts): Middleware {
  return async (ctx, next) => {
    await next()
    const waits = ctx.status === 303 && ctx.response.get('Location').startsWith(interactions)
    const begins = ctx.path === paths.authorization
    const goesOn = waits || isPostedLogout(ctx, paths)
    if (goesOn) withoutCookie(ctx, sessionCookie)
    try {
      const open = openAuthorization(ctx, materials)
      if (open && waits && begins) await materials.gate.begin(open)
      if (open && !waits && !begins && ctx.path.startsWith(`${paths.authorization}/`))
        await materials.gate.end(open)
      if (await models.settle(ctx, { goesOn })) return
      throw new Problem('interaction.not-found', 'Another request has gone on with this')
    } catch (error) {
      tellOfFailure(ctx, error, materials)
      if (ctx.path === paths.pushedAuthorization) answerWithProblem(ctx, error)
      else await answerWithPage(ctx, error, materials)
    }
  }
}

/** Whose authorization it is, when the engine knows. */
function openAuthorization(ctx: Context, { gate }: Pick<Materials, 'gate'>) {
  const clientId = (ctx as unknown as Partial<KoaContextWithOIDC>).oidc?.client?.clientId
  return clientId === undefined ? undefined : { clientId, network: gate.networkOf(ctx.req) }
}

function withoutCookie(ctx: Context, name: string): void {
  const cookies = [ctx.response.headers['set-cookie'] ?? []].flat()
  ctx.set(
    'Set-Cookie',
    cookies.filter(cookie => !cookie.startsWith(`${name}=`)),
  )
}
