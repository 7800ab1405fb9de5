import type { Language } from '../../../domain/text/text.ts'
import { writerOf } from '../../../wording/authority.ts'
import { dateAndTime } from '../../../wording/dates.ts'
import type { ShownRequest } from '../../../usecases/requests/show-consent-request.ts'
import type { FaceTools } from '../../face-module.ts'
import { type AnswerLink, hasEnded, seeAnswer } from '../requests/see-answer.ts'

/** What somebody is told who answers once more. */
export interface FirstAnswer {
  /** Whether it was yes or no, and when. */
  readonly text: string
  readonly details: AnswerLink
}

/** `undefined` for a request that was not answered. */
export function firstAnswer(
  { renderer }: Pick<FaceTools, 'renderer'>,
  shown: Pick<ShownRequest, 'standing' | 'purpose' | 'request'>,
  language: Language,
): FirstAnswer | undefined {
  const { standing, purpose, request } = shown
  const { state } = request
  const writer = writerOf(renderer, purpose)
  const details = seeAnswer(writer, shown, language)
  if (!details || !('decision' in state)) return undefined
  const what = state.name === 'accepted' && hasEnded(standing) ? 'ended' : state.name
  const when = dateAndTime(state.decision.at, language)
  return { text: writer.text(`answered.first.${what}`, language, { when }), details }
}
