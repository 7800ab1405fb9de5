import type { Standing } from '../../../domain/grants/standing.ts'
import type { Language } from '../../../domain/text/text.ts'
import type { PageRenderer } from '../../../ports/page-renderer.ts'
import type { ShownRequest } from '../../../usecases/requests/show-consent-request.ts'
import { declinedAt } from '../consents/declined-path.ts'

/** Where an answer can be seen, and a consent withdrawn; and what the link there says. */
export interface AnswerLink {
  readonly href: string
  readonly text: string
}

type Answered = Pick<ShownRequest, 'standing' | 'request'>

/** `undefined` for a request that was not answered. */
export function seeAnswer(
  { text }: Pick<PageRenderer, 'text'>,
  { standing, request: { id, state } }: Answered,
  language: Language,
): AnswerLink | undefined {
  const link = (href: string, key: string) => ({ href, text: text(key, language) })
  if (state.name === 'rejected') return link(declinedAt(id), 'receipt.declined.details')
  if (state.name !== 'accepted') return undefined
  return link(`/consents/${state.grantId}`, hasEnded(standing) ? 'receipt.details' : 'answered.first.see')
}

const ended: readonly Standing[] = ['used-up', 'revoked', 'over']

/** Whether there was a consent that holds no longer. */
export const hasEnded = (standing: Standing): boolean => ended.includes(standing)
