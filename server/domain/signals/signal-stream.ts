import type { StreamId } from '../ids.ts'
import type { FeedOf } from './feed.ts'

/** How a receiver gets what it is told: each by itself at an address of its own, or by asking for it. */
export type DeliveryKind = 'push' | 'poll' | 'webhook'

export type StreamStatus = 'enabled' | 'paused' | 'disabled'

export interface Delivery {
  readonly kind: DeliveryKind
  /** Where to; `undefined` for one that asks. */
  readonly endpoint: string | undefined
  /** What is shown there as ours, exactly as the receiver gave it; the secrets of a webhook. */
  readonly authorization: string | undefined
}

/** What a receiver chooses of a stream. */
export interface StreamChoices {
  readonly delivery: Delivery
  /** Names of events, as the receiver wrote them; whatever is usual when not said. */
  readonly eventsRequested: readonly string[] | undefined
  readonly description: string | undefined
}

/**
 * Whom to tell of a feed, and how far they have come. Paused, what happens waits; disabled, it is passed by.
 */
export interface SignalStream extends StreamChoices {
  readonly id: StreamId
  readonly clientId: string
  /** What the operator's file calls it; `undefined` for one that its receiver made. */
  readonly registeredAs: string | undefined
  readonly feed: FeedOf
  readonly status: StreamStatus
  /** Of the status, when somebody gave one. */
  readonly reason: string | undefined
  /** Up to this place of the feed everything is done with. */
  readonly place: number
  /** What was acknowledged of what comes after, by its id. */
  readonly taken: readonly string[]
  /** How often somebody has moved it to another place, as for telling what was told before once more. */
  readonly moves: number
}

/** How far a stream has come: up to a place of its feed, and what was acknowledged of what comes after. */
export type Progress = Pick<SignalStream, 'place' | 'taken'>

/** The same as it was read, which nobody may have moved meanwhile. */
export type ReadProgress = Progress & Pick<SignalStream, 'moves'>

/** What comes next in a stream's feed, as far as it was looked at. */
export interface Ahead {
  /** The last place that was looked at. */
  readonly upto: number
  /** What is to be told of it, in order. */
  readonly drafts: readonly { readonly id: string; readonly place: number }[]
}

/** How far a stream has come when these are acknowledged, in whatever order they were. */
export function progressOf({ upto, drafts }: Ahead, taken: ReadonlySet<string>): Progress {
  const open = drafts.find(({ id }) => !taken.has(id))
  const place = open ? open.place - 1 : upto
  return { place, taken: drafts.filter(one => one.place > place && taken.has(one.id)).map(({ id }) => id) }
}

/** What is told of a stream itself. */
export type StreamNotice = { readonly id: string; readonly at: Date } & (
  | { readonly about: 'verification'; readonly state?: string | undefined }
  | { readonly about: 'status'; readonly status: StreamStatus; readonly reason?: string | undefined }
  /** What happened up to a place of its feed was forgotten before it was told. */
  | { readonly about: 'loss'; readonly place: number }
)

/** Streams that one client may have, and webhooks besides. */
export const mostStreams = 10
