import type { GrantId } from '../../../domain/ids.ts'
import { Problem } from '../../../domain/problem.ts'
import type { PageReply } from '../../../http/pages/pages.ts'
import { askRefusals } from '../../../http/problem-status.ts'
import type { LoginSession } from '../../../ports/sessions/login-session-store.ts'
import type {
  AuthorizationOutcome,
  PendingAuthorization,
  RefusalReason,
} from '../../../ports/oauth/pending-authorization.ts'

type Refused = Extract<AuthorizationOutcome, { kind: 'refused' }>

const refused = (error: string, description: string, reason?: RefusalReason): Refused => ({
  kind: 'refused',
  error,
  description,
  ...(reason && { reason }),
})

export const refusals = {
  declined: refused('access_denied', 'The person declined', 'declined'),
  loginCancelled: refused('access_denied', 'The login was cancelled', 'login-cancelled'),
  loginFailed: refused('server_error', 'The login failed at the identity provider', 'login-failed'),
  loginUnavailable: refused(
    'temporarily_unavailable',
    'The identity provider cannot be reached',
    'login-failed',
  ),
  left: refused('access_denied', 'The person went back without an answer', 'left'),
  otherGrant: refused('invalid_grant_id', 'There is no such grant of this person'),
  tooLate: refused('access_denied', 'The question was not answered in time', 'left'),
} as const

/** The refusal that says this problem to the client; throws the problem when it is nothing the client did. */
export function refusalFor(problem: unknown): Refused {
  const error = problem instanceof Problem ? askRefusals[problem.code] : undefined
  if (!error) throw problem
  return refused(error, (problem as Problem).message)
}

/** The yes of the person who is logged in. */
export const accepted = (
  grantId: GrantId,
  { party, level, authenticatedAt }: LoginSession,
): AuthorizationOutcome => ({ kind: 'accepted', grantId, by: party.id, level, authenticatedAt })

/** Ends the wait and sends the browser on. */
export const finish = async (
  pending: PendingAuthorization,
  outcome: AuthorizationOutcome,
): Promise<Extract<PageReply, { redirect: string }>> => ({ redirect: await pending.finish(outcome) })
