import { Problem } from '../../../domain/problem.ts'
import type { PageReply } from '../../../http/pages/pages.ts'
import { problemStatus } from '../../../http/problem-status.ts'
import type { FaceTools } from '../../face-module.ts'
import { dropOutcome, type LoginOutcome } from '../login/login-outcome.ts'
import { loginNeeded } from '../login/login-needed.ts'
import { actionOf, type RequestVisit } from './request-page.ts'
import { requestIdOf, staysHere } from './request-path.ts'
import { leadsOn } from './send-on.ts'

type Tools = Pick<FaceTools, 'core' | 'requestDialects'>

const codes = { cancelled: 'login.cancelled', failed: 'login.failed' } as const

/** A login for a request that was cancelled or failed: once more, for this very request, or back to the one who asked. */
export async function cameToNothing(
  tools: Tools,
  request: RequestVisit,
  outcome: Exclude<LoginOutcome, 'logged-in'>,
): Promise<PageReply> {
  const { code, kind } = new Problem(codes[outcome], 'Nobody was logged in')
  const action = actionOf(request)
  const leaves = (await wayFor(tools, request)) !== undefined
  return {
    view: 'no-answer',
    status: problemStatus[kind].status,
    model: { problem: `${code}.asked`, action, again: { href: action, text: 'no-answer.try-again' }, leaves },
    cookies: [dropOutcome],
    formsLeadOut: leaves,
  }
}

/**
 * Back to the one who asked, for somebody who is not logged in. It is told nothing, since nobody knows who came back; nor is
 * she told who asked before she is there.
 */
export async function leaveUnknown(tools: Tools, request: RequestVisit): Promise<PageReply> {
  const way = await wayFor(tools, request)
  return way ? { redirect: way.url } : loginNeeded(actionOf(request))
}

/** An answer of somebody whose login is over. */
export async function loginOrLeave(tools: Tools, request: RequestVisit): Promise<PageReply> {
  const action = actionOf(request)
  return loginNeeded(action, (await wayFor(tools, request)) && { leave: { action } })
}

/** `undefined` where the asker takes nobody back. */
async function wayFor({ core, requestDialects }: Tools, { params, query }: RequestVisit) {
  const request = await core.requestToLeave(requestIdOf(params))
  if (!request || staysHere(query)) return undefined
  const way = requestDialects.get(request.face)?.wayBack(request, 'unanswered')
  return way && leadsOn(way) ? way : undefined
}
