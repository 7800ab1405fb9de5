import type { Follower } from './follower.ts'

/** Hears of nothing: samtykke is asked about each token at each request, unless `staleAfter` says how late the API may be. */
export const nothing = (): Follower => ({
  staleAfter: 0,
  hears: false,
  start: () => {},
  stop: async () => {},
})
