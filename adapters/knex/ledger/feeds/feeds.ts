import { feedName } from '../../../../server/domain/signals/feed.ts'
import type { Feeds } from '../../../../server/ports/ledger/feeds.ts'
import type { KnexUnitOfWork } from '../../database/transaction.ts'
import { type FeedEntryRow, selectEntries, toFeedEntry } from './feed-entry-row.ts'
import { isBehind, placeStatement } from './place-statement.ts'

/** Any number, as long as nobody else in the same database uses it. */
const lockNumber = 7_269_273

export const knexFeeds = ({
  connection,
  transaction,
}: Pick<KnexUnitOfWork, 'connection' | 'transaction'>): Feeds => ({
  async place() {
    const [row] = await connection().read<{ behind: boolean }>(isBehind)
    if (!row?.behind) return false
    return transaction(async on => {
      const { rows: locks } = await on.write<{ taken: boolean }>(
        'select pg_try_advisory_xact_lock($1::bigint) as taken',
        [lockNumber],
      )
      // Somebody else is at it, and may have begun before the last event came.
      if (!locks[0]?.taken) return true
      const { rows } = await on.write<{ more: boolean }>(placeStatement)
      return rows[0]?.more === true
    })
  },

  async read(feed, after, limit) {
    const rows = await connection().read<FeedEntryRow>(selectEntries, [feedName(feed), after, limit])
    return rows.map(toFeedEntry)
  },

  async heads(names) {
    const rows = await connection().read<{ name: string; head: string }>(
      'select name, head from feed where name = any($1::text[])',
      [names],
    )
    return new Map(rows.map(({ name, head }) => [name, Number(head)]))
  },
})
