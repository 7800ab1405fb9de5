import type { GrantId } from '../../domain/ids.ts'
import type { FeedOf } from '../../domain/signals/feed.ts'

/** A client that has a receiver. */
export interface Hearing {
  readonly clientId: string
  /** When it first took the news; `undefined` for a stream that still waits to tell it. */
  readonly at: Date | undefined
  /** By the stream that waits, as in `StreamChoices`. */
  readonly eventsRequested: readonly string[] | undefined
}

/** News of a withdrawal that somebody took: its event, and when. */
export interface Taken {
  readonly event: string
  readonly at: Date
}

/** Who took the news of withdrawals, and who did not yet. */
export interface Tellings {
  /** Only the first time that a client took one counts. */
  took(taken: readonly Taken[], clientId: string): Promise<void>
  /** Of the grant's withdrawal, by streams of these feeds that were there when it happened. */
  hearings(grant: GrantId, feeds: readonly FeedOf[]): Promise<readonly Hearing[]>
}
