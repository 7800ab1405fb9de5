import { Problem } from '../../domain/problem.ts'
import type { CookieChange, PageRequest } from '../../http/pages.ts'
import { sessionCookie } from '../../http/session-cookie.ts'
import type { Digest } from '../../ports/digest.ts'
import type { LoginSession, LoginSessionStore } from '../../ports/login-session-store.ts'

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

/** Throws `request.forged` unless the form came from a page of this very session. */
export function assertOwnForm(digest: Digest, session: LoginSession, csrf: string | undefined): void {
  // Digests compare without telling how much of the token was right.
  if (digest(csrf ?? '') !== digest(session.csrfToken)) {
    throw new Problem('request.forged', 'The form does not belong to this session')
  }
}
