import { recentTimes, rememberedMilliseconds } from './recent-times.ts'

/** What was heard of consents, and until when nothing more there was to hear. Times are milliseconds since 1970. */
export interface Standing {
  /** Nothing is known of what ended before: from now on everything is heard. */
  begin(at: number): void
  /** What happened meanwhile may not be heard any more, until it begins again. */
  lose(): void
  /** Everything that happened until then was heard. */
  heardUntil(at: number): void
  lastHeard(): number
  /** It has ended. */
  end(consentId: string): void
  /** It changed: what was known of its tokens until now counts for nothing. */
  doubt(consentId: string): void
  /** Whether it has ended since: one that was taken from an API may come back to it. */
  hasEnded(consentId: string, since: number): boolean
  /**
   * Until when a consent is known to have stood that stood at `since`; `undefined` when `since` is too long ago for what was heard
   * of it since.
   */
  stoodUntil(consentId: string, since: number): number | undefined
}

interface Told {
  readonly now: () => number
  readonly onEnded: (consentId: string) => void
}

export function openStanding({ now, onEnded }: Told): Standing {
  let begun = Number.POSITIVE_INFINITY
  let heard = Number.NEGATIVE_INFINITY
  const ended = recentTimes(now)
  const changed = recentTimes(now)
  return {
    begin(at) {
      begun = at
      heard = at
    },
    lose() {
      begun = Number.POSITIVE_INFINITY
      heard = Number.NEGATIVE_INFINITY
    },
    heardUntil(at) {
      heard = Math.max(heard, Math.min(at, now()))
    },
    lastHeard: () => heard,
    end(consentId) {
      ended.set(consentId)
      onEnded(consentId)
    },
    doubt: consentId => changed.set(consentId),
    hasEnded: (consentId, since) => since <= (ended.get(consentId) ?? Number.NEGATIVE_INFINITY),
    stoodUntil(consentId, since) {
      if (since <= (changed.get(consentId) ?? Number.NEGATIVE_INFINITY)) return undefined
      const isCovered = since >= begun && since >= now() - rememberedMilliseconds
      return isCovered ? Math.max(since, heard) : since
    },
  }
}
