import { consentSignal, type PlacedSignal } from '../../domain/signals/consent-signal.ts'
import type { FeedOf } from '../../domain/signals/feed.ts'
import type { Feeds } from '../../ports/ledger/feeds.ts'
import { assertKept, assertReached, headOf } from '../steps/feed-places.ts'

interface Ports {
  readonly feeds: Pick<Feeds, 'read' | 'heads'>
}

export interface ReadFeed {
  readonly feed: FeedOf
  /** The place of the last one that was read; from the first that is kept when not said. */
  readonly after: number | undefined
  readonly limit: number
}

export interface FeedPage {
  readonly placed: readonly PlacedSignal[]
  /** The place to go on from. */
  readonly next: number
}

/**
 * What comes after a place in a feed, in order, with no gap that is filled later. Throws `feed-place.unknown` for a place that
 * the feed has not come to, and `feed-place.forgotten` where what came next is kept no more.
 */
export const readFeed =
  ({ feeds }: Ports) =>
  async ({ feed, after, limit }: ReadFeed): Promise<FeedPage> => {
    const { entries, next } =
      after === undefined ? await fromFirst(feeds, feed, limit) : await from(feeds, { feed, after, limit })
    const placed = entries.map(({ place, event }) => ({ place, signal: consentSignal(event, feed) }))
    return { placed, next: placed.at(-1)?.place ?? next }
  }

async function from(feeds: Ports['feeds'], { feed, after, limit }: ReadFeed & { readonly after: number }) {
  const entries = await feeds.read(feed, after, limit)
  if (entries.length === 0 && after > 0) await assertReached(feeds, feed, after)
  assertKept(entries, after)
  return { entries, next: after }
}

/** Where nothing is kept it goes on at the end. What comes while that is looked up is not passed by. */
async function fromFirst(feeds: Ports['feeds'], feed: FeedOf, limit: number) {
  const entries = await feeds.read(feed, 0, limit)
  if (entries.length > 0) return { entries, next: 0 }
  const end = await headOf(feeds, feed)
  return { entries: end > 0 ? await feeds.read(feed, 0, limit) : [], next: end }
}
