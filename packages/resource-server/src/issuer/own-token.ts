import { Unanswered } from './ask.ts'
import type { Issuer } from './issuer.ts'

/** The API's own access token, to follow events by. */
export interface OwnToken {
  /** Throws `Unanswered`. */
  get(): Promise<string>
  /** It was refused: the next one is asked for anew. */
  drop(): void
}

export function ownToken(issuer: Issuer, scope: string, now: () => number): OwnToken {
  let held: { readonly token: string; readonly until: number } | undefined
  return {
    async get() {
      if (held && now() < held.until) return held.token
      const answer = await issuer.post('token_endpoint', { grant_type: 'client_credentials', scope })
      const { access_token: token, expires_in: seconds } = answer
      if (typeof token !== 'string') throw new Unanswered('The answer has no access token')
      held = { token, until: now() + (Number(seconds) || 60) * 1000 - 30_000 }
      return token
    },
    drop() {
      held = undefined
    },
  }
}
