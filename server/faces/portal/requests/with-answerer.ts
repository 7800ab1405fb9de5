import { type LoginLevel, reaches } from '../../../domain/requests/purpose.ts'
import type { PageReply } from '../../../http/pages/pages.ts'
import type { LoginSession } from '../../../ports/sessions/login-session-store.ts'
import type { FaceTools } from '../../face-module.ts'
import { wantsOwnLogin } from '../login/as-oneself.ts'
import { findOutcome } from '../login/login-outcome.ts'
import { startLogin } from '../login/start-login.ts'
import { findSession } from '../session.ts'
import type { Settings } from '../settings.ts'
import { cameToNothing } from './came-to-nothing.ts'
import type { RequestVisit } from './request-page.ts'
import { requestIdOf } from './request-path.ts'

type Tools = Pick<
  FaceTools,
  'core' | 'digest' | 'gate' | 'identityProvider' | 'requestDialects' | 'sealer' | 'sessions'
>

/** A page of one request, for a person who is logged in well enough to answer it; anyone else logs in and comes back. */
export const withAnswerer =
  (
    tools: Tools,
    settings: Settings,
    handle: (request: RequestVisit, session: LoginSession) => Promise<PageReply>,
  ) =>
  async (request: RequestVisit): Promise<PageReply> => {
    const session = await findSession(tools.sessions, request)
    const asked = await tools.core.loginLevelFor(requestIdOf(request.params))
    const level = higher(settings.loginLevel, asked ?? 'low')
    const fresh = wantsOwnLogin(request)
    if (session && !fresh && reaches(session.level, level)) return handle(request, session)
    const outcome = findOutcome(tools.sealer, request)
    if (outcome === 'cancelled' || outcome === 'failed') return cameToNothing(tools, request, outcome)
    return startLogin(tools, request, { language: request.language, level, fresh })
  }

const higher = (a: LoginLevel, b: LoginLevel): LoginLevel => (reaches(a, b) ? a : b)
