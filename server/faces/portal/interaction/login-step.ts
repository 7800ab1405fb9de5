import { Problem } from '../../../domain/problem.ts'
import { reaches } from '../../../domain/requests/purpose.ts'
import type { PageReply } from '../../../http/pages/pages.ts'
import type { LoginSession } from '../../../ports/sessions/login-session-store.ts'
import type { FaceTools } from '../../face-module.ts'
import { dropOutcome, findOutcome, type LoginOutcome } from '../login/login-outcome.ts'
import { wantsOwnLogin } from '../login/as-oneself.ts'
import { startLogin } from '../login/start-login.ts'
import { finish, refusals } from './refusal.ts'
import type { Waiting } from './waiting.ts'
import { wishedLanguage } from './wished-language.ts'

type Tools = Pick<FaceTools, 'identityProvider' | 'sealer' | 'digest' | 'clock' | 'gate'>

/** `undefined` when the login of this browser is good enough; else the way to the identity provider, or back to the client. */
export async function loginStep(
  tools: Tools,
  waiting: Waiting,
  session: LoginSession | undefined,
): Promise<PageReply | undefined> {
  const { pending, request } = waiting
  const outcome = findOutcome(tools.sealer, request)
  if (outcome === 'cancelled') return forgetting(await finish(pending, refusals.loginCancelled))
  if (outcome === 'failed') return forgetting(await finish(pending, refusals.loginFailed))
  const isGood = session && isGoodFor(waiting, { session, outcome, now: tools.clock.now() })
  if (!isGood || wantsOwnLogin(request)) {
    return sendToLogin(tools, waiting)
  }
  return undefined
}

const forgetting = (reply: Extract<PageReply, { redirect: string }>): PageReply => ({
  ...reply,
  cookies: [dropOutcome],
})

interface Login {
  readonly session: LoginSession
  readonly outcome: LoginOutcome | undefined
  readonly now: Date
}

function isGoodFor({ ask, pending }: Waiting, { session, outcome, now }: Login): boolean {
  if (!reaches(session.level, ask.purpose.loginLevel)) return false
  if (outcome === 'logged-in') return true
  return !wantsFresh(pending.parameters) && isYoungEnough(pending.parameters, session.authenticatedAt, now)
}

const wantsFresh = ({ prompt }: Waiting['pending']['parameters']): boolean =>
  (prompt ?? '').split(' ').includes('login')

/** OpenID Connect Core section 3.1.2.1, `max_age`: the login may be that many seconds old. */
function isYoungEnough({ max_age }: Waiting['pending']['parameters'], at: Date, now: Date): boolean {
  if (max_age === undefined) return true
  return now.getTime() - at.getTime() <= Number(max_age) * 1000
}

/** To the identity provider and back to this page; the client hears of it when there is no way there. */
async function sendToLogin(tools: Tools, waiting: Waiting): Promise<PageReply> {
  const { ask, pending, request } = waiting
  const { parameters } = pending
  const language = wishedLanguage(waiting) ?? request.language
  const fresh = wantsFresh(parameters) || parameters.max_age !== undefined || wantsOwnLogin(request)
  try {
    return await startLogin(tools, request, { language, level: ask.purpose.loginLevel, fresh })
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'login.failed') throw error
    return finish(pending, refusals.loginUnavailable)
  }
}
