import { hash } from 'node:crypto'
import type { RateLimiter } from '../../server/ports/rate-limiter.ts'
import { monotonicMs } from '../clock/monotonic.ts'

interface Window {
  /** Milliseconds on the clock that nobody can set. */
  readonly until: number
  count: number
}

const remembered = 10_000

/** At most `most` different things in every window of `seconds`. Keys are few: clients that authenticated. */
export function memoryRateLimiter({ most, seconds }: { most: number; seconds: number }): RateLimiter {
  const windows = new Map<string, Window>()
  const lately = new Set<string>()

  const current = (key: string): Window => {
    const now = monotonicMs()
    const known = windows.get(key)
    if (known && now < known.until) return known
    const fresh = { until: now + seconds * 1000, count: 0 }
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
      const { until, count } = current(key)
      return count < most ? 0 : Math.max(1, Math.ceil((until - monotonicMs()) / 1000))
    },
    count(key, what) {
      if (isNews(`${key} ${what}`)) current(key).count++
    },
  }
}
