import { z } from 'zod'
import type { CookieChange, PageRequest } from '../../../http/pages/pages.ts'
import type { Sealer } from '../../../ports/sealer.ts'
import { openCookie, sealCookie } from '../../../http/pages/sealed-cookie.ts'

const name = 'outcome'
const seconds = 10 * 60

const KeptOutcome = z.object({
  path: z.string(),
  outcome: z.enum(['logged-in', 'cancelled', 'failed']),
})

export type LoginOutcome = z.infer<typeof KeptOutcome>['outcome']

/** Tells the page that asked for a login how it went. */
export const keepOutcome = (sealer: Sealer, returnTo: string, outcome: LoginOutcome): CookieChange => ({
  name,
  value: sealCookie(sealer, name, { path: pathOf(returnTo), outcome }),
  maxAge: seconds,
})

/** How the login that this page asked for went, `undefined` when it asked for none. */
export function findOutcome(
  sealer: Sealer,
  { cookies, url }: Pick<PageRequest, 'cookies' | 'url'>,
): LoginOutcome | undefined {
  const kept = openCookie(sealer, { name, value: cookies[name], content: KeptOutcome })
  return kept?.path === url.pathname ? kept.outcome : undefined
}

export const dropOutcome: CookieChange = { name, value: undefined }

const pathOf = (returnTo: string): string => returnTo.split('?')[0] ?? returnTo
