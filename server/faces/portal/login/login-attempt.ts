import { z } from 'zod'
import { loginLevels } from '../../../domain/requests/purpose.ts'
import type { CookieChange } from '../../../http/pages/pages.ts'
import type { Digest } from '../../../ports/digest.ts'
import type { Sealer } from '../../../ports/sealer.ts'
import { openCookie, sealCookie } from './sealed-cookie.ts'

const KeptAttempt = z.object({
  attempt: z.object({
    state: z.string(),
    nonce: z.string(),
    codeVerifier: z.string(),
    level: z.enum(loginLevels),
    callbackUrl: z.string(),
  }),
  /** The page that asked for the login, as a path of ours. */
  returnTo: z.string().startsWith('/'),
})

/** A login on its way, kept in the browser that began it: nobody else's answer can finish it. */
export type KeptAttempt = z.infer<typeof KeptAttempt>

type Cookies = Readonly<Record<string, string | undefined>>

interface Tools {
  readonly sealer: Sealer
  readonly digest: Digest
}

const prefix = 'login-'
/** As long as an authorization waits for a login, for those who take their time there. */
const seconds = 2 * 3600

/** Tabs that may be logging in at once; more are a browser being led round. */
const mostAttempts = 5

/** One cookie for each attempt, so that two tabs do not disturb each other. */
const nameFor = (digest: Digest, state: string): string => `${prefix}${digest(state).slice(0, 16)}`

export function keepAttempt({ sealer, digest }: Tools, kept: KeptAttempt, cookies: Cookies): CookieChange[] {
  const others = Object.keys(cookies).filter(name => name.startsWith(prefix))
  const name = nameFor(digest, kept.attempt.state)
  return [
    ...(others.length >= mostAttempts ? others.map(other => ({ name: other, value: undefined })) : []),
    { name, value: sealCookie(sealer, name, kept), maxAge: seconds },
  ]
}

export function findAttempt(
  { sealer, digest }: Tools,
  state: string,
  cookies: Cookies,
): KeptAttempt | undefined {
  const name = nameFor(digest, state)
  return openCookie(sealer, { name, value: cookies[name], content: KeptAttempt })
}

export const dropAttempt = ({ digest }: Tools, state: string): CookieChange => ({
  name: nameFor(digest, state),
  value: undefined,
})
