import { reaches } from '../../../domain/requests/purpose.ts'
import type { PageReply, PageRequest } from '../../../http/pages/pages.ts'
import type { LoginSession } from '../../../ports/sessions/login-session-store.ts'
import type { FaceTools } from '../../face-module.ts'
import { wantsOwnLogin } from '../login/as-oneself.ts'
import { startLogin } from '../login/start-login.ts'
import { findSession } from '../session.ts'
import type { Settings } from '../settings.ts'

type Tools = Pick<FaceTools, 'sessions' | 'identityProvider' | 'sealer' | 'digest' | 'gate'>

/** A page for a person who is logged in well enough; anyone else logs in and comes back to it. */
export const withReader =
  <Params, Query, Form>(
    tools: Tools,
    { loginLevel }: Settings,
    handle: (request: PageRequest<Params, Query, Form>, session: LoginSession) => Promise<PageReply>,
  ) =>
  async (request: PageRequest<Params, Query, Form>): Promise<PageReply> => {
    const session = await findSession(tools.sessions, request)
    const fresh = wantsOwnLogin(request)
    if (session && !fresh && reaches(session.level, loginLevel)) return handle(request, session)
    return startLogin(tools, request, { language: request.language, level: loginLevel, fresh })
  }
