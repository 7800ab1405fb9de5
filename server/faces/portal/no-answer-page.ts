import type { Problem } from '../../domain/problem.ts'
import type { PageReply } from '../../http/pages/pages.ts'
import { problemText } from '../../http/pages/problem-page.ts'
import { problemStatus } from '../../http/problem-status.ts'
import type { LoginSession } from '../../ports/sessions/login-session-store.ts'
import type { FirstAnswer } from './answer/first-answer.ts'
import { signedIn } from './signed-in.ts'

interface NoAnswer {
  /** `undefined` when nobody is logged in. */
  readonly session: LoginSession | undefined
  readonly problem: Problem
  /** Where the form is sent that leads back to the asker, a path of ours. */
  readonly action: string
  /** The asker that it leads back to; without one it leads to my consents. */
  readonly client: string | undefined
  /** A link that helps, and the text on it. */
  readonly again?: { readonly href: string; readonly text: string } | undefined
  /** What was answered before. */
  readonly first?: FirstAnswer | undefined
  /** A path of ours that is for somebody else, who may log in in this one's place. */
  readonly forAnother?: string | undefined
}

/** What is shown in place of a question that cannot be answered (any more), or not by this person. */
export const noAnswerPage = ({
  session,
  problem,
  ...shown
}: NoAnswer): Extract<PageReply, { view: string }> => ({
  view: 'no-answer',
  status: problemStatus[problem.kind].status,
  model: { ...(session && signedIn(session)), problem: problemText(problem), ...shown },
  formsLeadOut: shown.client !== undefined || shown.forAnother !== undefined,
})
