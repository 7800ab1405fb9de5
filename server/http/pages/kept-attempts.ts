import type { z } from 'zod'
import type { Digest } from '../../ports/digest.ts'
import type { Sealer } from '../../ports/sealer.ts'
import type { CookieChange } from './pages.ts'
import { openCookie, sealCookie } from './sealed-cookie.ts'

type Cookies = Readonly<Record<string, string | undefined>>

interface Tools {
  readonly sealer: Sealer
  readonly digest: Digest
}

interface Kept {
  readonly attempt: { readonly state: string }
}

/** Tabs that may be logging in at once; more are a browser being led round. */
const mostAttempts = 5

/**
 * Logins on their way, each kept in the browser that began it: nobody else's answer can finish it. One cookie for each
 * attempt, so that two tabs do not disturb each other.
 */
export function keptAttempts<Content extends Kept>({
  prefix,
  content,
  seconds,
}: {
  /** What the names of these cookies begin with. */
  readonly prefix: string
  readonly content: z.ZodType<Content>
  readonly seconds: number
}) {
  const nameFor = (digest: Digest, state: string): string => `${prefix}${digest(state).slice(0, 16)}`

  return {
    keep({ sealer, digest }: Tools, kept: Content, cookies: Cookies): CookieChange[] {
      const others = Object.keys(cookies).filter(name => name.startsWith(prefix))
      const name = nameFor(digest, kept.attempt.state)
      return [
        ...(others.length >= mostAttempts ? others.map(other => ({ name: other, value: undefined })) : []),
        { name, value: sealCookie(sealer, name, kept), maxAge: seconds },
      ]
    },
    find({ sealer, digest }: Tools, state: string, cookies: Cookies): Content | undefined {
      const name = nameFor(digest, state)
      return openCookie(sealer, { name, value: cookies[name], content })
    },
    drop: ({ digest }: Pick<Tools, 'digest'>, state: string): CookieChange => ({
      name: nameFor(digest, state),
      value: undefined,
    }),
  }
}
