import { type LoginLevel, reaches } from '../../../domain/requests/purpose.ts'
import type { PageReply, PageRequest } from '../../../http/pages/pages.ts'
import type { LoginSession } from '../../../ports/sessions/login-session-store.ts'
import type { FaceTools } from '../../face-module.ts'
import { findSession, makerOf } from '../session.ts'
import { loginNeeded } from './login-needed.ts'
import { otherLogin, type PageOfForm } from './other-login.ts'

interface OwnForm {
  readonly csrf?: string | undefined
}

interface Handling<Params, Query, Form> {
  /** How sure we must be of who sends the form, when that is more than logged in. */
  readonly level?: LoginLevel
  /** What is answered when there is no login any more; that one is needed when not said. */
  readonly whenOver?: (request: PageRequest<Params, Query, Form>) => PageReply | Promise<PageReply>
  /** Where the form is. */
  readonly at: (request: PageRequest<Params, Query, Form>) => PageOfForm
  readonly handle: (request: PageRequest<Params, Query, Form>, session: LoginSession) => Promise<PageReply>
}

/**
 * A form of a page of ours, sent in the login that the page was made for. When that login is over, or somebody else has
 * logged in since, nothing is done: a page says so and leads on.
 */
export const withOwnForm =
  <Params, Query, Form extends OwnForm>(
    tools: Pick<FaceTools, 'sessions' | 'digest' | 'renderer'>,
    { level, whenOver, at, handle }: Handling<Params, Query, Form>,
  ) =>
  async (request: PageRequest<Params, Query, Form>): Promise<PageReply> => {
    const session = await findSession(tools.sessions, request)
    const place = at(request)
    const back = place.back ?? place.page
    if (!session) return whenOver?.(request) ?? loginNeeded(back)
    if (level && !reaches(session.level, level)) {
      return loginNeeded(back, { why: 'not-sure-enough' })
    }
    const maker = makerOf(tools.digest, session, request.form.csrf)
    if (maker === 'this-login') return handle(request, session)
    return otherLogin(tools, { request, session, maker, place })
  }
