import { Problem } from '../../../domain/problem.ts'
import { pageRoute } from '../../../http/page-route.ts'
import type { PageReply, PageRequest } from '../../../http/pages.ts'
import { sessionCookie } from '../../../http/session-cookie.ts'
import type { Identity } from '../../../ports/identity-provider.ts'
import type { FaceTools } from '../../face-module.ts'
import { isInteraction } from '../interaction/interaction-path.ts'
import { dropAttempt, findAttempt, type KeptAttempt } from '../login/login-attempt.ts'
import { keepOutcome, type LoginOutcome } from '../login/login-outcome.ts'
import { findSession, keepSession } from '../session.ts'

type Tools = Pick<FaceTools, 'core' | 'identityProvider' | 'sessions' | 'sealer' | 'digest' | 'publicUrl'>

/** The identity provider's answer, taken only from the browser that began the login. */
export const finishLogin = (tools: Tools) =>
  pageRoute({
    method: 'get',
    path: '/login/callback',
    handle: async (request): Promise<PageReply> => {
      const state = request.url.searchParams.get('state') ?? ''
      const kept = findAttempt(tools, state, request.cookies)
      if (!kept) throw new Problem('login.stale', 'The login was not begun in this browser, or too long ago')
      try {
        const identity = await tools.identityProvider.finish(request.url, kept.attempt)
        return await welcome(tools, request, { identity, kept })
      } catch (error) {
        return turnBack(tools, kept, error)
      }
    },
  })

async function welcome(
  tools: Tools,
  request: PageRequest,
  { identity, kept }: { identity: Identity; kept: KeptAttempt },
): Promise<PageReply> {
  const earlier = await findSession(tools.sessions, request)
  await tools.sessions.end(request.cookies[sessionCookie] ?? '')
  const { cookieValue } = await tools.core.logInPerson(identity, earlier)
  const reply = back(tools, kept, 'logged-in')
  return { ...reply, cookies: [...reply.cookies, keepSession(cookieValue)] }
}

/** A login without a person: the one who asked for the consent hears of it, elsewhere the person does. */
function turnBack(tools: Tools, kept: KeptAttempt, error: unknown): PageReply {
  const code = error instanceof Problem ? error.code : undefined
  if (!isInteraction(kept.returnTo)) throw error
  if (code === 'login.cancelled') return back(tools, kept, 'cancelled')
  if (code === 'login.failed') return back(tools, kept, 'failed')
  throw error
}

const back = (tools: Tools, { attempt, returnTo }: KeptAttempt, outcome: LoginOutcome) => ({
  redirect: `${tools.publicUrl}${returnTo}`,
  cookies: [dropAttempt(tools, attempt.state), keepOutcome(tools.sealer, returnTo, outcome)],
})
