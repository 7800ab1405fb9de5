const dayMilliseconds = 86_400_000

/** Where buckets of months begin; those below are days. */
export const monthBase = 1_000_000

/** The day since 1970 (UTC) in which an instant lies. */
export const dayBucket = (at: Date): number => Math.floor(at.getTime() / dayMilliseconds)

/** The month since 1970 (UTC) in which an instant lies, counted from `monthBase`. */
export const monthBucket = (at: Date): number =>
  monthBase + (at.getUTCFullYear() - 1970) * 12 + at.getUTCMonth()
