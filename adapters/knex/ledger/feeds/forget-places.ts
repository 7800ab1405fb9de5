import type { Connection } from '../../database/transaction.ts'
import { hadEndedSql, isInTimeSql } from '../../status-sql.ts'

/** So few that no statement takes long. */
const atOnce = 5_000
/** In one round; more than a busy server tells between two of them. */
const mostPortions = 400

/** Until when. */
export interface Kept {
  readonly now: Date
  /** After the end of a consent. */
  readonly months: number
}

/**
 * Takes the oldest places out of every feed, up to the first event whose consent lives or ended less than so many months ago;
 * never the last place of a feed, so that the end of what was forgotten is known. Then who took the news of withdrawals before.
 */
export async function forgetPlaces(on: Connection, { now, months }: Kept): Promise<void> {
  let portions = 0
  for (const { id } of await on.read<{ id: number }>(feedsWithOld, [now, months])) {
    let gone = atOnce
    while (gone === atOnce && portions++ < mostPortions) {
      gone = (await on.write(forgetOldest, [now, months, id])).count
    }
  }
  while ((await on.write(forgetTellings, [now, months])).count === atOnce);
}

/** $1 is now, $2 the months. */
const kept = `$1::timestamptz - $2::integer * interval '1 month'`

/** Of the event `e`; a question that was never answered ends when its time does. */
const isOld = `e.at <= ${kept} and case
    when g.id is not null then ${hadEndedSql('g', kept)} else r.id is null or not ${isInTimeSql('r', kept)} end`

const itsConsent = `join event e on e.stream = n.stream and e.sequence = n.sequence
  left join consent_request r on r.id = e.request_id
  left join authorization_grant g on g.id = coalesce(e.grant_id,
    (select a.id from authorization_grant a where a.request_id = e.request_id))`

const feedsWithOld = `select f.id from feed f
    cross join lateral (
      select stream, sequence from feed_entry where feed = f.id and place < f.head order by place limit 1) n
    ${itsConsent}
  where ${isOld} order by f.id`

/** $3 is the feed. */
const forgetOldest = `with oldest as (
    select n.place, ${isOld} as is_old
    from (
      select e.place, e.stream, e.sequence from feed_entry e join feed f on f.id = e.feed and e.place < f.head
      where e.feed = $3 order by e.place limit ${atOnce}) n ${itsConsent}),
  first_kept as (
    select coalesce(min(place) filter (where not is_old), max(place) + 1) as place from oldest)
  delete from feed_entry n using first_kept where n.feed = $3 and n.place < first_kept.place`

const forgetTellings = `delete from told_withdrawal where (event, client_id) in (
  select event, client_id from told_withdrawal where at <= ${kept} limit ${atOnce})`
