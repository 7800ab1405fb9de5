import { type LoginLevel, reaches } from '../../../domain/requests/purpose.ts'
import type { PageReply, PageRequest } from '../../../http/pages/pages.ts'
import type { LoginSession } from '../../../ports/sessions/login-session-store.ts'
import type { FaceTools } from '../../face-module.ts'
import { wantsOwnLogin } from '../login/as-oneself.ts'
import { startLogin } from '../login/start-login.ts'
import { findSession } from '../session.ts'
import type { Settings } from '../settings.ts'
import { requestIdOf } from './request-path.ts'

/** A page of one request, for a person who is logged in well enough to answer it; anyone else logs in and comes back. */
export const withAnswerer =
  <Query, Form>(
    tools: Pick<FaceTools, 'core' | 'digest' | 'gate' | 'identityProvider' | 'sealer' | 'sessions'>,
    settings: Settings,
    handle: (request: PageRequest<{ id: string }, Query, Form>, session: LoginSession) => Promise<PageReply>,
  ) =>
  async (request: PageRequest<{ id: string }, Query, Form>): Promise<PageReply> => {
    const session = await findSession(tools.sessions, request)
    const asked = await tools.core.loginLevelFor(requestIdOf(request.params))
    const level = higher(settings.loginLevel, asked ?? 'low')
    const fresh = wantsOwnLogin(request)
    if (session && !fresh && reaches(session.level, level)) return handle(request, session)
    return startLogin(tools, request, { language: request.language, level, fresh })
  }

const higher = (a: LoginLevel, b: LoginLevel): LoginLevel => (reaches(a, b) ? a : b)
