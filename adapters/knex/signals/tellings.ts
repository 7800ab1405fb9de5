import { feedName } from '../../../server/domain/signals/feed.ts'
import type { Tellings } from '../../../server/ports/signals/tellings.ts'
import type { KnexUnitOfWork } from '../database/transaction.ts'

interface HearingRow {
  readonly client_id: string
  readonly at: Date | null
  readonly events_requested: readonly string[] | null
}

export const knexTellings = ({ connection }: Pick<KnexUnitOfWork, 'connection'>): Tellings => ({
  async took(taken, clientId) {
    await connection().write(
      `insert into told_withdrawal (event, client_id, at)
       select t.event, c.id, t.at from client c, unnest($1::uuid[], $2::timestamptz[]) as t (event, at) where c.id = $3
       on conflict do nothing`,
      [taken.map(({ event }) => event), taken.map(({ at }) => at), clientId],
    )
  },

  async hearings(grant, feeds) {
    const rows = await connection().read<HearingRow>(hearings, [grant, feeds.map(feedName)])
    return rows.map(({ client_id, at, events_requested }) => ({
      clientId: client_id,
      at: at ?? undefined,
      eventsRequested: events_requested ?? undefined,
    }))
  },
})

/** A stream still waits to tell it where the first thing that it has not told is no younger. */
const hearings = `with withdrawal as (select id, at from event where grant_id = $1 and type = 'revoked')
  select t.client_id, t.at, null as events_requested from withdrawal w join told_withdrawal t on t.event = w.id
  union all
  select s.client_id, null, s.events_requested
  from withdrawal w
    join signal_stream s on s.feed = any($2::text[]) and s.status <> 'disabled' and s.created_at <= w.at
    join feed f on f.name = s.feed
    cross join lateral (
      select e.at from feed_entry n join event e on e.stream = n.stream and e.sequence = n.sequence
      where n.feed = f.id and n.place > s.place order by n.place limit 1) next
  where next.at <= w.at`
