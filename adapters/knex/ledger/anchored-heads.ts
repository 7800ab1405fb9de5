import type { PartyId } from '../../../server/domain/ids.ts'
import type { Anchor, Head, Misfit } from '../../../server/domain/ledger.ts'
import { Problem } from '../../../server/domain/problem.ts'
import type { Connection } from '../database/transaction.ts'

export interface HeadRow {
  readonly stream: string
  readonly sequence: string
  readonly hash: string
}

export const toHead = ({ stream, sequence, hash }: HeadRow): Head => ({
  stream: stream as PartyId,
  sequence: Number(sequence),
  hash,
})

const nil = '00000000-0000-0000-0000-000000000000'

interface FeedRow extends HeadRow {
  readonly has_moved: boolean
  readonly stands: boolean
}

/**
 * Every feed, those that were anchored and are gone, too, with whether its head moved since it was anchored, and whether it
 * is there with what was anchored in it.
 *
 * @NOTE Feeds that were anchored are found one after the other: there are few of them, and heads for each hour.
 */
const feeds = `with recursive anchored as (
    (select stream from ledger_anchor_head order by stream limit 1)
    union all
    select next.stream from anchored, lateral (select h.stream from ledger_anchor_head h
      where h.stream > anchored.stream order by h.stream limit 1) next)
  select feed.stream, s.sequence, s.head_hash as hash,
    a.sequence is distinct from s.sequence as has_moved,
    s.sequence is not null and (a.sequence is null or e.hash is not distinct from a.hash) as stands
  from event_stream s
  full join anchored using (stream) as feed
  left join lateral (select h.sequence, h.hash from ledger_anchor_head h
    where h.stream = feed.stream order by h.number desc limit 1) a on true
  left join event e on e.stream = feed.stream and e.sequence = a.sequence
  order by feed.stream`

/**
 * The heads that moved since the anchor before, and what there is in all. Throws `evidence.altered` when what was anchored
 * does not stand any more.
 */
export async function movedHeads(on: Connection): Promise<Pick<Anchor, 'heads' | 'events' | 'streams'>> {
  const rows = await on.read<FeedRow>(feeds)
  if (rows.some(({ stands }) => !stands)) {
    throw new Problem('evidence.altered', 'The ledger is not as it was anchored; run: samtykke ledger verify')
  }
  return {
    heads: rows.filter(row => row.has_moved).map(toHead),
    events: rows.reduce((sum, { sequence }) => sum + Number(sequence), 0),
    streams: rows.length,
  }
}

const headsAtOnce = 5000

/** The next heads by number and stream, and whether each is in the ledger still. */
const page = `select h.number, h.stream, h.sequence, e.hash is not distinct from h.hash as stands
  from (select * from ledger_anchor_head where (number, stream) > ($1::bigint, $2::uuid)
    order by number, stream limit ${headsAtOnce}) h
  left join event e on e.stream = h.stream and e.sequence = h.sequence
  order by h.number, h.stream`

interface StandingRow extends Omit<HeadRow, 'hash'> {
  readonly number: string
  readonly stands: boolean
}

/** The first anchored head, in the order of anchors, that is not in the ledger any more. */
export async function anchoredMisfit(on: Connection): Promise<Misfit | undefined> {
  let last: Pick<StandingRow, 'number' | 'stream'> | undefined = { number: '0', stream: nil }
  while (last) {
    const rows: readonly StandingRow[] = await on.read<StandingRow>(page, [last.number, last.stream])
    const lost = rows.find(({ stands }) => !stands)
    if (lost) return { table: 'event', row: `${lost.stream}/${lost.sequence}`, why: 'anchored' }
    last = rows.at(-1)
  }
  return undefined
}
