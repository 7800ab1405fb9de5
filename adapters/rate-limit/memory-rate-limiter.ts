import { hash } from 'node:crypto'
import type { RateLimiter } from '../../server/ports/rate-limiter.ts'

interface Window {
  /** Milliseconds on the clock that nobody can set. */
  readonly endsAt: number
  count: number
}

const remembered = 10_000

/** At most `most` different things in every window of `seconds`. Keys are few: clients that authenticated. */
export function memoryRateLimiter({ most, seconds }: { most: number; seconds: number }): RateLimiter {
  const windows = new Map<string, Window>()
  const lately = new Set<string>()

  const current = (key: string): Window => {
    const now = performance.now()
    const known = windows.get(key)
    if (known && now < known.endsAt) return known
    const fresh = { endsAt: now + seconds * 1000, count: 0 }
    windows.set(key, fresh)
    return fresh
  }

  const isNews = (what: string): boolean => {
    const digest = hash('sha256', what, 'base64url')
    if (lately.has(digest)) return false
    if (lately.size >= remembered) lately.clear()
    lately.add(digest)
    return true
  }

  return {
    wait(key) {
      const { endsAt, count } = current(key)
      return count < most ? 0 : Math.max(1, Math.ceil((endsAt - performance.now()) / 1000))
    },
    count(key, what) {
      if (isNews(`${key} ${what}`)) current(key).count++
    },
  }
}
