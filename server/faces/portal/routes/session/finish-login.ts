import { Problem } from '../../../../domain/problem.ts'
import { pageRoute } from '../../../../http/pages/page-route.ts'
import type { PageReply, PageRequest } from '../../../../http/pages/pages.ts'
import { sessionCookie } from '../../../../http/pages/session-cookie.ts'
import type { Identity } from '../../../../ports/sessions/identity-provider.ts'
import type { FaceTools } from '../../../face-module.ts'
import { isDeviceQuestion } from '../../device/paths.ts'
import { isInteraction } from '../../interaction/interaction-path.ts'
import { dropAttempt, findAttempt, type KeptAttempt } from '../../login/login-attempt.ts'
import { keepOutcome, type LoginOutcome } from '../../login/login-outcome.ts'
import { loginCallback } from '../../login/start-login.ts'
import { isRequest } from '../../requests/request-path.ts'
import { findSession, keepSession } from '../../session.ts'

type Tools = Pick<FaceTools, 'audit' | 'core' | 'identityProvider' | 'sessions' | 'sealer' | 'digest'>

/** A login that was begun here, and the request that it came back with. */
interface Login {
  readonly kept: KeptAttempt
  readonly request: Pick<PageRequest, 'url' | 'cookies'>
}

/** The identity provider's answer, taken only from the browser that began the login. */
export const finishLogin = (tools: Tools) =>
  pageRoute({
    method: 'get',
    path: loginCallback,
    handle: async (request): Promise<PageReply> => {
      const state = request.url.searchParams.get('state') ?? ''
      const kept = findAttempt(tools, state, request.cookies)
      if (!kept) {
        tools.audit.record({ what: 'login.refused', problem: 'login.stale' })
        throw new Problem('login.stale', 'The login was not begun in this browser, or too long ago')
      }
      try {
        const identity = await tools.identityProvider.finish(request.url, kept.attempt)
        return await welcome(tools, { kept, request }, identity)
      } catch (error) {
        return turnBack(tools, { kept, request }, error)
      }
    },
  })

async function welcome(tools: Tools, login: Login, identity: Identity): Promise<PageReply> {
  const { request } = login
  const earlier = await findSession(tools.sessions, request)
  await tools.sessions.end(request.cookies[sessionCookie] ?? '')
  const { cookieValue } = await tools.core.logInPerson(identity, earlier)
  const reply = back(tools, login, 'logged-in')
  return { ...reply, cookies: [...reply.cookies, keepSession(cookieValue)] }
}

/** A login without a person: the page of the question that it was for goes on from there, elsewhere the person hears of it. */
function turnBack(tools: Tools, login: Login, error: unknown): PageReply {
  const code = error instanceof Problem ? error.code : undefined
  tools.audit.record({ what: 'login.refused', problem: code ?? 'internal' })
  const { returnTo } = login.kept
  if (![isInteraction, isRequest, isDeviceQuestion].some(leadsTo => leadsTo(returnTo))) throw error
  if (code === 'login.cancelled') return back(tools, login, 'cancelled')
  if (code === 'login.failed') return back(tools, login, 'failed')
  throw error
}

const back = (tools: Tools, { kept: { attempt, returnTo }, request }: Login, outcome: LoginOutcome) => ({
  redirect: `${request.url.origin}${returnTo}`,
  cookies: [dropAttempt(tools, attempt.state), keepOutcome(tools.sealer, returnTo, outcome)],
})
