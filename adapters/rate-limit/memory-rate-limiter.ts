import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { RateLimiter } from '../../server/ports/rate-limiter.ts'

/** At most `most` in every window of `seconds`. */
export function memoryRateLimiter({ most, seconds }: { most: number; seconds: number }): RateLimiter {
  const limiter = new RateLimiterMemory({ points: most, duration: seconds })
  return {
    async wait(key) {
      const spent = await limiter.get(key)
      return spent && spent.consumedPoints >= most ? Math.max(1, Math.ceil(spent.msBeforeNext / 1000)) : 0
    },
    async count(key) {
      await limiter.penalty(key, 1)
    },
  }
}
