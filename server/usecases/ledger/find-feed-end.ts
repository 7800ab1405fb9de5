import type { FeedOf } from '../../domain/signals/feed.ts'
import type { Feeds } from '../../ports/ledger/feeds.ts'
import { headOf } from '../steps/feed-places.ts'

interface Ports {
  readonly feeds: Pick<Feeds, 'heads'>
}

/** The place behind all that was told in a feed so far: 0 where there is nothing. */
export const findFeedEnd =
  ({ feeds }: Ports) =>
  (feed: FeedOf): Promise<number> =>
    headOf(feeds, feed)
