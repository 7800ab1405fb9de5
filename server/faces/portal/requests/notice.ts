import type { Language } from '../../../domain/text/text.ts'
import type { ShownRequest } from '../../../usecases/requests/show-consent-request.ts'
import type { FaceTools } from '../../face-module.ts'
import { writerOf } from '../../../wording/authority.ts'
import { dateAndTime } from '../../../wording/dates.ts'
import { type AnswerLink, hasEnded, seeAnswer } from './see-answer.ts'

/** What a page says above a question that is not to be answered any more. */
export interface Notice {
  readonly title: string
  readonly text: string
  readonly details?: AnswerLink | undefined
}

type Question = Pick<ShownRequest, 'status' | 'standing' | 'purpose' | 'request'>

/** `undefined` for a question that waits for its answer. */
export function noticeFor(
  { renderer }: Pick<FaceTools, 'renderer'>,
  shown: Question,
  language: Language,
): Notice | undefined {
  const { status, standing, purpose, request } = shown
  const { state, answerBy } = request
  if (status === 'pending') return undefined
  const writer = writerOf(renderer, purpose)
  const say = (what: string, at: Date): Notice => ({
    title: writer.text(`answered.${what}.title`, language),
    text: writer.text(`answered.${what}.text`, language, { when: dateAndTime(at, language) }),
    details: seeAnswer(writer, shown, language),
  })
  if (state.name === 'rejected') return say('rejected', state.decision.at)
  if (state.name === 'withdrawn') return say('withdrawn', state.at)
  if (state.name === 'pending') return say('expired', answerBy)
  return say(hasEnded(standing) ? 'ended' : 'accepted', state.decision.at)
}
