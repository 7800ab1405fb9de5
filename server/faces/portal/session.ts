import { Problem } from '../../domain/problem.ts'
import type { CookieChange, PageRequest } from '../../http/pages/pages.ts'
import { sessionCookie } from '../../http/pages/session-cookie.ts'
import type { Digest } from '../../ports/digest.ts'
import type { LoginSession, LoginSessionStore } from '../../ports/sessions/login-session-store.ts'

/** The login of this browser, `undefined` when there is none that still counts. */
export async function findSession(
  sessions: Pick<LoginSessionStore, 'find'>,
  { cookies }: Pick<PageRequest, 'cookies'>,
): Promise<LoginSession | undefined> {
  const value = cookies[sessionCookie]
  return value ? sessions.find(value) : undefined
}

export const keepSession = (value: string): CookieChange => ({ name: sessionCookie, value })

export const dropSession: CookieChange = { name: sessionCookie, value: undefined }

/** What the forms of a session carry: its token, and of whom they were made. */
export const formToken = ({ csrfToken, party }: Pick<LoginSession, 'csrfToken' | 'party'>): string =>
  `${csrfToken}.${party.id}`

/** Of which login a form was made: of this one, of another one of the same person, or of another person's. */
export type FormMaker = 'this-login' | 'same-person' | 'somebody-else'

/**
 * Only a form of this very login counts; of the others it is told apart for words alone. Throws `request.forged` for a form
 * that carries nothing of ours.
 */
export function makerOf(digest: Digest, session: LoginSession, csrf: string | undefined): FormMaker {
  const [token = '', maker] = (csrf ?? '').split('.')
  // Digests compare without telling how much of the token was right.
  if (digest(token) === digest(session.csrfToken)) return 'this-login'
  if (!maker) throw new Problem('request.forged', 'The form carries no token')
  return maker === session.party.id ? 'same-person' : 'somebody-else'
}
