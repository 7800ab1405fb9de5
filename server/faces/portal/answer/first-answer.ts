import type { Language } from '../../../domain/text/text.ts'
import { writerOf } from '../../../wording/authority.ts'
import { dateAndTime } from '../../../wording/dates.ts'
import type { ShownRequest } from '../../../usecases/requests/show-consent-request.ts'
import type { FaceTools } from '../../face-module.ts'
import { declinedAt } from '../consents/declined-path.ts'
import { hasEnded } from '../requests/notice.ts'

/** What somebody is told who answers once more. */
export interface FirstAnswer {
  /** Whether it was yes or no, and when. */
  readonly text: string
  /** Where that can be seen, and a consent withdrawn; and what the link there says. */
  readonly details: { readonly href: string; readonly text: string }
}

/** `undefined` for a request that was not answered. */
export function firstAnswer(
  { renderer }: Pick<FaceTools, 'renderer'>,
  { standing, purpose, request: { id, state } }: Pick<ShownRequest, 'standing' | 'purpose' | 'request'>,
  language: Language,
): FirstAnswer | undefined {
  const { text } = writerOf(renderer, purpose)
  const say = (what: string, at: Date): string =>
    text(`answered.first.${what}`, language, { when: dateAndTime(at, language) })
  if (state.name === 'rejected') {
    const details = { href: declinedAt(id), text: text('receipt.declined.details', language) }
    return { text: say('rejected', state.decision.at), details }
  }
  if (state.name !== 'accepted') return undefined

  const isOver = hasEnded(standing)
  return {
    text: say(isOver ? 'ended' : 'accepted', state.decision.at),
    details: {
      href: `/consents/${state.grantId}`,
      text: text(isOver ? 'receipt.details' : 'answered.first.see', language),
    },
  }
}
