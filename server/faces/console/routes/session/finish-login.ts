import { isRefused, Problem } from '../../../../domain/problem.ts'
import { pageRoute } from '../../../../http/pages/page-route.ts'
import type { PageReply, PageRequest } from '../../../../http/pages/pages.ts'
import type { ConsoleWork } from '../../console-work.ts'
import { attempts, type KeptAttempt } from '../../login/attempts.ts'
import { loggedOutPath, loginPath } from '../../paths.ts'
import { dropSession, keepSession, sessionCookieIn } from '../../session.ts'

type Request = Pick<PageRequest, 'url' | 'cookies'>

/** The answer of the operators' provider, taken only from the browser that began the login. */
export const finishLogin = (tools: ConsoleWork) =>
  pageRoute({
    method: 'get',
    path: loginPath,
    handle: async (request): Promise<PageReply> => {
      const state = request.url.searchParams.get('state') ?? ''
      const kept = attempts.find(tools, state, request.cookies)
      if (!kept) {
        tools.audit.record({ what: 'operator.login_refused', problem: 'login.stale' })
        throw new Problem('login.stale', 'The login was not begun in this browser, or too long ago')
      }
      try {
        return await welcome(tools, kept, request)
      } catch (error) {
        return await turnedBack(tools, kept, error)
      }
    },
  })

async function welcome(tools: ConsoleWork, { attempt, returnTo }: KeptAttempt, request: Request) {
  const identity = await tools.operatorLogin.finish(request.url, attempt).catch(error => {
    const problem = error instanceof Problem ? error.code : 'internal'
    tools.audit.record({ what: 'operator.login_refused', problem })
    throw error
  })
  await tools.logOutOperator(sessionCookieIn(request))
  const cookieValue = await tools.logInOperator(identity)
  return {
    redirect: `${request.url.origin}${returnTo}`,
    cookies: [attempts.drop(tools, attempt.state), keepSession(cookieValue)],
  }
}

/** A login that came to nothing: one may try again, or is told whom to ask for a role. */
async function turnedBack(
  tools: ConsoleWork,
  { attempt, returnTo }: KeptAttempt,
  error: unknown,
): Promise<PageReply> {
  const cookies = [attempts.drop(tools, attempt.state)]
  if (isRefused(error, 'caller.forbidden')) {
    const { provider, logoutUrl } = tools.operatorLogin
    // Who is still logged in there would come back as the same.
    const again = (await logoutUrl(`${tools.managementUrl}${loggedOutPath}`)) ?? loggedOutPath
    const model = { provider, again }
    return { view: 'console/no-role', status: 403, model, cookies: [...cookies, dropSession] }
  }
  const outcome = (['login.cancelled', 'login.failed'] as const).find(code => isRefused(error, code))
  if (!outcome) throw error
  const status = outcome === 'login.failed' ? 503 : 400
  return { view: 'console/not-logged-in', status, model: { outcome, again: returnTo }, cookies }
}
