import { hash } from 'node:crypto'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { RateLimiter } from '../../server/ports/rate-limiter.ts'

const remembered = 10_000

/** At most `most` different things in every window of `seconds`. */
export function memoryRateLimiter({ most, seconds }: { most: number; seconds: number }): RateLimiter {
  const limiter = new RateLimiterMemory({ points: most, duration: seconds })
  const lately = new Set<string>()

  const isNews = (what: string): boolean => {
    const digest = hash('sha256', what, 'base64url')
    if (lately.has(digest)) return false
    if (lately.size >= remembered) lately.clear()
    lately.add(digest)
    return true
  }

  return {
    async wait(key) {
      const spent = await limiter.get(key)
      return spent && spent.consumedPoints >= most ? Math.max(1, Math.ceil(spent.msBeforeNext / 1000)) : 0
    },
    async count(key, what) {
      if (isNews(`${key} ${what}`)) await limiter.penalty(key, 1)
    },
  }
}
