import type { Question } from '../../../domain/requests/question.ts'
import type { Digest } from '../../../ports/digest.ts'
import type { AskedRequest } from '../../../ports/requests/request-dialect.ts'
import type { QuestionPage } from '../../tools/preview-tools.ts'
import { type Reader, signedIn } from '../signed-in.ts'
import { textAtPage } from './text-at-page.ts'

interface Shown {
  readonly question: Question
  readonly asked: Pick<AskedRequest, 'request' | 'purpose'>
  readonly session: Reader
  /** Where the answer is sent. */
  readonly action: string
}

/** The question with its two answers. */
export function questionPage(digest: Digest, { question, asked, session, action }: Shown): QuestionPage {
  const { hash, text } = textAtPage(digest, question, asked.request)
  return {
    view: 'consent-request',
    model: {
      ...signedIn(session, action),
      question,
      isPowerOfAttorney: asked.purpose.isPowerOfAttorney,
      shown: hash,
      action,
    },
    text,
  }
}
