import type { Clock } from '../../../ports/clock.ts'
import type { Digest } from '../../../ports/digest.ts'
import type { QuestionPage, ReadQuestion } from '../../tools/preview-tools.ts'
import { questionPage } from './question-page.ts'

const idleMilliseconds = 30 * 60_000

/** The page that a question would give its reader, whose login has just begun; its answer leads nowhere. */
export const previewedPage =
  ({ clock, digest }: { readonly clock: Clock; readonly digest: Digest }) =>
  ({ question, asked, reader }: ReadQuestion): QuestionPage =>
    questionPage(digest, {
      question,
      asked,
      session: {
        party: reader,
        csrfToken: 'preview',
        ends: { idle: new Date(clock.now().getTime() + idleMilliseconds) },
      },
      action: '?',
    })
