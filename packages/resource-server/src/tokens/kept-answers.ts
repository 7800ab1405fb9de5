import { hash } from 'node:crypto'
import type { TokenClaims } from '../access.ts'
import { recentTimes } from '../recent-times.ts'

/** An answer of introspection, and when it was asked for (milliseconds). */
export interface KeptAnswer {
  readonly claims: TokenClaims
  readonly askedAt: number
}

/** Answers of the last while, by the token's digest: the token itself is not kept. */
export interface KeptAnswers {
  get(token: string): KeptAnswer | undefined
  set(token: string, answer: KeptAnswer): void
  /** It is not good, and never will be. */
  refuse(token: string): void
  isRefused(token: string): boolean
  /** Forgets what was good. */
  clear(): void
}

const most = 50_000

export function keepAnswers(milliseconds: number, now: () => number): KeptAnswers {
  const kept = new Map<string, KeptAnswer>()
  const refused = recentTimes(now)
  const isOver = ({ askedAt }: KeptAnswer): boolean => now() - askedAt >= milliseconds
  const sweep = () => {
    for (const [key, answer] of kept) {
      if (!isOver(answer) && kept.size < most) return
      kept.delete(key)
    }
  }
  return {
    get(token) {
      const answer = kept.get(keyOf(token))
      return answer && !isOver(answer) ? answer : undefined
    },
    set(token, answer) {
      sweep()
      kept.delete(keyOf(token))
      kept.set(keyOf(token), answer)
    },
    refuse(token) {
      kept.delete(keyOf(token))
      refused.set(keyOf(token))
    },
    isRefused: token => refused.get(keyOf(token)) !== undefined,
    clear: () => kept.clear(),
  }
}

const keyOf = (token: string): string => hash('sha256', token, 'base64url')
