import { Problem } from '../../domain/problem.ts'
import { type FeedOf, feedName } from '../../domain/signals/feed.ts'
import type { FeedEntry, Feeds } from '../../ports/ledger/feeds.ts'

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

/** The place that all that is kept comes after, where more than that comes after `place`, which was read from. */
export function forgottenUpto(
  [first]: readonly Pick<FeedEntry, 'place'>[],
  place: number,
): number | undefined {
  return first && first.place > place + 1 ? first.place - 1 : undefined
}

/** Throws `feed-place.forgotten` where what came next after `place`, which was read from, is kept no more. */
export function assertKept(entries: readonly Pick<FeedEntry, 'place'>[], place: number): void {
  if (forgottenUpto(entries, place) === undefined) return
  throw new Problem('feed-place.forgotten', 'What came next is not kept any more: begin without a cursor')
}
