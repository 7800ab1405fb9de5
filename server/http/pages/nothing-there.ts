import type { Middleware } from 'koa'
import { Problem } from '../../domain/problem.ts'
import { readCookies } from './cookies.ts'
import type { PageTools } from './page-tools.ts'
import { pageLanguage } from './page-language.ts'
import { answerWithProblem } from './problem-page.ts'
import { securityHeaders } from '../security-headers.ts'

/** What is left: a page that says so. */
export const nothingThere =
  (tools: Pick<PageTools, 'renderer' | 'publicUrl' | 'personOf' | 'problemView'>): Middleware =>
  async ctx => {
    ctx.state.isUnanswered = true
    const secure = tools.publicUrl.startsWith('https:')
    const cookies = readCookies(ctx.headers.cookie, secure)
    const language = pageLanguage(ctx, cookies)
    ctx.set(securityHeaders(secure))
    const problem = new Problem('request.not-found', 'There is nothing here')
    await answerWithProblem(ctx, problem, { tools, language, cookies })
  }
