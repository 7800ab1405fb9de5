import { Problem } from '../../../domain/problem.ts'
import { problemText } from '../../../http/pages/problem-page.ts'
import type { PageReply } from '../../../http/pages/pages.ts'
import { problemStatus } from '../../../http/problem-status.ts'

/** What an operator is told of a refusal. Whatever is the house's own fault is thrown on. */
export function refused(error: unknown): PageReply {
  if (!(error instanceof Problem) || error.isFault) throw error
  const { status } = problemStatus[error.kind]
  const problem = error.code === 'caller.forbidden' ? 'console.no-duty' : `problem.${problemText(error)}`
  return { view: 'console/refused', status, model: { problem } }
}
