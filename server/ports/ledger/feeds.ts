import type { FeedEvent } from '../../domain/signals/consent-signal.ts'
import type { FeedOf } from '../../domain/signals/feed.ts'

export interface FeedEntry {
  /** From 1, without gaps between those that are kept; events of one consent in the order they were committed. */
  readonly place: number
  readonly event: FeedEvent
}

/**
 * What happened, for each of those who may read of it. A place is given once, and nothing turns up before it. The oldest
 * places of a feed are forgotten at some time, though never its last.
 */
export interface Feeds {
  /** Gives events that have none their places. `true` when there may be more of them. */
  place(): Promise<boolean>
  /** What comes after a place, in order. */
  read(feed: FeedOf, after: number, limit: number): Promise<readonly FeedEntry[]>
  /** The last place of each feed by its name, as far as it has any. */
  heads(names: readonly string[]): Promise<ReadonlyMap<string, number>>
}

/** Knows when there is something new in a feed. */
export interface FeedWatch {
  /**
   * Resolves when the feed has gone on from this place, when `milliseconds` are over, when `signal` is given, or when the
   * server ends.
   */
  until(
    feed: FeedOf,
    place: number,
    wait: { readonly milliseconds: number; readonly signal?: AbortSignal | undefined },
  ): Promise<void>
  /** Whether the server ends: nobody is to wait any more. */
  readonly isEnding: boolean
}
