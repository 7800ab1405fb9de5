import type { ConsentRequest } from '../../../domain/requests/consent-request.ts'
import type { ShownText } from '../../../domain/requests/decision.ts'
import { type Question, questionText } from '../../../domain/requests/question.ts'
import type { Digest } from '../../../ports/digest.ts'

/** Raised when the page shows its words in another order or leaves some out. */
const template = 'consent-request/2'

/** The question as plain text, word for word as the page shows it, with its hash. */
export function toShownText(
  digest: Digest,
  question: Question,
  { purpose }: Pick<ConsentRequest, 'purpose'>,
): ShownText {
  const text = questionText(question)
  return { text, hash: digest(text), templateVersion: `${template} ${purpose.id}/${purpose.version}` }
}
