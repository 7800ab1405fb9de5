import { consentSignal, type PlacedSignal } from '../../domain/signals/consent-signal.ts'
import type { FeedOf } from '../../domain/signals/feed.ts'
import type { Feeds } from '../../ports/ledger/feeds.ts'
import { assertKept, assertReached } from '../steps/feed-places.ts'

interface Ports {
  readonly feeds: Pick<Feeds, 'read' | 'heads'>
}

export interface ReadFeed {
  readonly feed: FeedOf
  /** The place of the last one that was read; from the first that is kept when not said. */
  readonly after: number | undefined
  readonly limit: number
}

/**
 * What comes after a place in a feed, in order, with no gap that is filled later. Throws `feed-place.unknown` for a place that
 * the feed has not come to, and `feed-place.forgotten` where what came next is kept no more.
 */
export const readFeed =
  ({ feeds }: Ports) =>
  async ({ feed, after, limit }: ReadFeed): Promise<readonly PlacedSignal[]> => {
    const entries = await feeds.read(feed, after ?? 0, limit)
    if (after !== undefined) {
      if (entries.length === 0 && after > 0) await assertReached(feeds, feed, after)
      assertKept(entries, after)
    }
    return entries.map(({ place, event }) => ({ place, signal: consentSignal(event, feed) }))
  }
