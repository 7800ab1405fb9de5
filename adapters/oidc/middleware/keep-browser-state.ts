import type { Context, Middleware } from 'koa'
import { Problem } from '../../../server/domain/problem.ts'
import { answerWithPage, tellOfFailure } from '../answer.ts'
import type { Materials, Models } from '../materials.ts'

interface Parts extends Pick<Materials, 'pages' | 'onError'> {
  readonly models: Pick<Models, 'settle'>
  /** Where a flow goes on that waits for a person. */
  readonly interactions: string
  readonly sessionCookie: string
}

/**
 * Keeps what a request changed of the browser's state before it is answered, all in one statement. While a flow goes on
 * it needs no session: the last step makes one.
 */
export function keepBrowserState({ models, interactions, sessionCookie, ...materials }: Parts): Middleware {
  return async (ctx, next) => {
    await next()
    const goesOn = ctx.status === 303 && ctx.response.get('Location').startsWith(interactions)
    if (goesOn) withoutCookie(ctx, sessionCookie)
    try {
      if (await models.settle(ctx, { goesOn })) return
      throw new Problem('interaction.not-found', 'Another request has gone on with this')
    } catch (error) {
      tellOfFailure(ctx, error, materials)
      answerWithPage(ctx, error, materials)
    }
  }
}

function withoutCookie(ctx: Context, name: string): void {
  const cookies = [ctx.response.headers['set-cookie'] ?? []].flat()
  ctx.set(
    'Set-Cookie',
    cookies.filter(cookie => !cookie.startsWith(`${name}=`)),
  )
}
