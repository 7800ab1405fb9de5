import { Problem } from '../../domain/problem.ts'
import { type FeedOf, feedName } from '../../domain/signals/feed.ts'
import type { Feeds } from '../../ports/ledger/feeds.ts'

/** The last place of a feed; 0 for one that nothing was told in. */
export async function headOf(feeds: Pick<Feeds, 'heads'>, feed: FeedOf): Promise<number> {
  const name = feedName(feed)
  return (await feeds.heads([name])).get(name) ?? 0
}

/** Throws `feed-place.unknown` for a place that the feed has not come to: nothing would ever be read after it. */
export async function assertReached(feeds: Pick<Feeds, 'heads'>, feed: FeedOf, place: number): Promise<void> {
  if (place > (await headOf(feeds, feed))) {
    throw new Problem('feed-place.unknown', 'The feed has not come so far: begin anew')
  }
}
