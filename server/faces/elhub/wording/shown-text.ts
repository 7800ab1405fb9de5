import type { ConsentRequest } from '../../../domain/requests/consent-request.ts'
import type { ShownText } from '../../../domain/requests/decision.ts'
import { type Question, questionText } from '../../../domain/requests/question.ts'
import type { Digest } from '../../../ports/digest.ts'
import { propertyOf } from '../requests/properties.ts'

/** The question as plain text with its hash, for an answer that was given at somebody else's page. */
export function shownText(digest: Digest, question: Question, request: ConsentRequest): ShownText {
  const text = questionText(question)
  const { id, version } = request.purpose
  const templateVersion = `elhub/${propertyOf(request, 'textVersion')} ${id}/${version}`
  return { text, hash: digest(text), templateVersion }
}
