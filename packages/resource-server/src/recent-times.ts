/** Longer than any access token lives, which is an hour. */
export const rememberedMilliseconds = 2 * 3_600_000

export interface RecentTimes {
  get(id: string): number | undefined
  /** It was said now. */
  set(id: string): void
}

/** When something was last said of each, as long as it matters. */
export function recentTimes(now: () => number): RecentTimes {
  const times = new Map<string, number>()
  const sweep = () => {
    for (const [id, at] of times) {
      if (at >= now() - rememberedMilliseconds) return
      times.delete(id)
    }
  }
  return {
    get: (id: string): number | undefined => times.get(id),
    set(id: string) {
      sweep()
      times.delete(id)
      times.set(id, now())
    },
  }
}
