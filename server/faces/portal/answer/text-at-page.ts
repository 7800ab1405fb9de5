import type { ConsentRequest } from '../../../domain/requests/consent-request.ts'
import type { ShownText } from '../../../domain/requests/decision.ts'
import type { Question } from '../../../domain/requests/question.ts'
import type { Digest } from '../../../ports/digest.ts'
import { shownText } from '../../../wording/shown-text.ts'

/** Raised when the page shows its words in another order or leaves some out. */
const template = 'consent-request/3'

/** The question as our page shows it, with its hash. */
export const textAtPage = (
  digest: Digest,
  question: Question,
  { purpose }: Pick<ConsentRequest, 'purpose'>,
): ShownText => shownText(digest, question, { template, purpose })
