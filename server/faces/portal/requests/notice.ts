import type { Standing } from '../../../domain/grants/standing.ts'
import type { Language } from '../../../domain/text/text.ts'
import type { ShownRequest } from '../../../usecases/requests/show-consent-request.ts'
import type { FaceTools } from '../../face-module.ts'
import { writerOf } from '../../../wording/authority.ts'
import { dateAndTime } from '../../../wording/dates.ts'

/** What a page says above a question that is not to be answered any more. */
export interface Notice {
  readonly title: string
  readonly text: string
  /** The consent, where there is one. */
  readonly details?: string | undefined
}

type Question = Pick<ShownRequest, 'status' | 'standing' | 'purpose' | 'request'>

/** `undefined` for a question that waits for its answer. */
export function noticeFor(
  { renderer }: Pick<FaceTools, 'renderer'>,
  { status, standing, purpose, request: { state, answerBy } }: Question,
  language: Language,
): Notice | undefined {
  if (status === 'pending') return undefined
  const { text } = writerOf(renderer, purpose)
  const say = (what: string, at: Date): Notice => ({
    title: text(`answered.${what}.title`, language),
    text: text(`answered.${what}.text`, language, { when: dateAndTime(at, language) }),
  })
  if (state.name === 'rejected') return say('rejected', state.decision.at)
  if (state.name === 'withdrawn') return say('withdrawn', state.at)
  if (state.name === 'pending') return say('expired', answerBy)

  const details = `/consents/${state.grantId}`
  return { ...say(hasEnded(standing) ? 'ended' : 'accepted', state.decision.at), details }
}

const ended: readonly Standing[] = ['used-up', 'revoked', 'over']

/** Whether there was a consent that holds no longer. */
export const hasEnded = (standing: Standing): boolean => ended.includes(standing)
