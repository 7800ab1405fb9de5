interface Answered {
  readonly status: number
  readonly retryAfter?: string
}

/** What says that there is too much to do there, though not for how long. */
const busy = [429, 502, 504]
const busySeconds = 30
const mostSeconds = 24 * 3600

/**
 * Until when a receiver wants to be left alone: as its `Retry-After` says (RFC 9110 section 10.2.3; a day at most), or for half a
 * minute when it is busy. `undefined` for one that says nothing of the kind.
 */
export function restUntil({ status, retryAfter = '' }: Answered, now: Date): Date | undefined {
  const asked = secondsIn(retryAfter, now)
  if (asked === undefined) return busy.includes(status) ? after(now, busySeconds) : undefined
  return after(now, Math.min(Math.max(asked, 0), mostSeconds))
}

const after = (now: Date, seconds: number): Date => new Date(now.getTime() + seconds * 1000)

function secondsIn(retryAfter: string, now: Date): number | undefined {
  if (/^\d{1,9}$/.test(retryAfter)) return Number(retryAfter)
  const at = Date.parse(retryAfter)
  return Number.isNaN(at) ? undefined : (at - now.getTime()) / 1000
}
