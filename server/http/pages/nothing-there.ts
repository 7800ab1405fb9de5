import type { Middleware } from 'koa'
import { Problem } from '../../domain/problem.ts'
import type { PageRenderer } from '../../ports/page-renderer.ts'
import { readCookies } from './cookies.ts'
import { pageLanguage } from './page-language.ts'
import { answerWithProblem } from './problem-page.ts'
import { securityHeaders } from '../security-headers.ts'

/** What is left: a page that says so. */
export const nothingThere =
  ({ renderer, publicUrl }: { renderer: PageRenderer; publicUrl: string }): Middleware =>
  ctx => {
    ctx.state.isUnanswered = true
    const secure = publicUrl.startsWith('https:')
    const language = pageLanguage(ctx, readCookies(ctx.headers.cookie, secure))
    ctx.set(securityHeaders(secure))
    answerWithProblem(ctx, new Problem('request.not-found', 'There is nothing here'), {
      renderer,
      language,
      traceId: ctx.state.requestId,
    })
  }
