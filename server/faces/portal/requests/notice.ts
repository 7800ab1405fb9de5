import { hasEnded } from '../../../domain/grants/authorization-grant.ts'
import type { PageRequest } from '../../../http/pages.ts'
import type { LoginSession } from '../../../ports/sessions/login-session-store.ts'
import type { ShownRequest } from '../../../usecases/requests/show-consent-request.ts'
import type { FaceTools } from '../../face-module.ts'
import { dateAndTime } from '../../../wording/dates.ts'

/** What a page says above a question that is not to be answered any more. */
export interface Notice {
  readonly title: string
  readonly text: string
  /** The consent, where there is one. */
  readonly details?: string | undefined
}

/** `undefined` for a question that waits for its answer. */
export async function noticeFor(
  { core, renderer }: Pick<FaceTools, 'core' | 'renderer'>,
  { status, request: { state, answerBy } }: Pick<ShownRequest, 'status' | 'request'>,
  { language, session }: Pick<PageRequest, 'language'> & { session: LoginSession },
): Promise<Notice | undefined> {
  if (status === 'pending') return undefined
  const say = (what: string, at: Date): Notice => ({
    title: renderer.text(`answered.${what}.title`, language),
    text: renderer.text(`answered.${what}.text`, language, { when: dateAndTime(at, language) }),
  })
  if (state.name === 'rejected') return say('rejected', state.decision.at)
  if (state.name === 'withdrawn') return say('withdrawn', state.at)
  if (state.name === 'pending') return say('expired', answerBy)

  const { grant, status: standing } = await core.showGrant({ id: state.grantId, reader: session.party.id })
  const details = `/consents/${grant.id}`
  return { ...say(hasEnded(standing) ? 'ended' : 'accepted', state.decision.at), details }
}
