import { Problem } from '../../domain/problem.ts'
import { type Operator, scopesOf } from '../../domain/operators/operator.ts'
import type { CookieChange, PageRequest } from '../../http/pages/pages.ts'
import type { Digest } from '../../ports/digest.ts'
import type { OperatorSession } from '../../ports/operators/operator-session-store.ts'
import type { ConsoleTools } from '../tools/console-tools.ts'

const name = 'console-session'

export const sessionCookieIn = ({ cookies }: Pick<PageRequest, 'cookies'>): string => cookies[name] ?? ''

/** The operator's login in this browser, `undefined` when there is none that still counts. */
export async function findSession(
  { operatorSessions }: Pick<ConsoleTools, 'operatorSessions'>,
  request: Pick<PageRequest, 'cookies'>,
): Promise<OperatorSession | undefined> {
  const value = sessionCookieIn(request)
  return value === '' ? undefined : operatorSessions.find(value)
}

export const keepSession = (value: string): CookieChange => ({ name, value })

export const dropSession: CookieChange = { name, value: undefined }

/** Who acts, as the desk knows operators. */
export const operatorOf = ({ identity: { id, name: known, roles } }: OperatorSession): Operator => ({
  id,
  name: known,
  door: 'console',
  scopes: new Set(roles.flatMap(role => scopesOf[role])),
})

/** Whether a form was made in this very login. Throws `request.forged` for one that carries nothing of ours. */
export function isOfThisLogin(digest: Digest, session: OperatorSession, csrf: string | undefined): boolean {
  if (!csrf) throw new Problem('request.forged', 'The form carries no token')
  // Digests compare without telling how much of the token was right.
  return digest(csrf) === digest(session.csrfToken)
}
