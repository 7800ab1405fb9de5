import type { Anchor, Head } from '../../../server/domain/ledger.ts'
import { beforeFirstAnchor } from '../../../server/domain/ledger.ts'
import type { Clock } from '../../../server/ports/clock.ts'
import type { AnchorStore, NewAnchor, SignedAnchor } from '../../../server/ports/ledger/anchors.ts'
import type { Connection, KnexUnitOfWork } from '../database/transaction.ts'
import { anchoredMisfit, type HeadRow, movedHeads, toHead } from './anchored-heads.ts'
import { sha256Hex } from './event-hash.ts'
import { olderFormUntil } from './evidence/older-form.ts'

interface Materials extends Pick<KnexUnitOfWork, 'connection' | 'transaction'> {
  readonly clock: Clock
}

interface AnchorRow {
  readonly number: string
  readonly at: Date
  readonly signed: string
}

const toSigned = ({ number, at, signed }: AnchorRow): SignedAnchor => ({ number: Number(number), at, signed })

const select = 'select number, at, signed from ledger_anchor'
const anchorsAtOnce = 200

export function knexAnchorStore({ connection, transaction, clock }: Materials): AnchorStore {
  const newest = async (on: Connection): Promise<SignedAnchor | undefined> => {
    const [row] = await on.read<AnchorRow>(`${select} order by number desc limit 1`)
    return row && toSigned(row)
  }

  return {
    add: wanted =>
      transaction(async on => {
        await on.write('lock table ledger_anchor in share row exclusive mode')
        return addNext(on, { ...wanted, newest: await newest(on), at: clock.now() })
      }),

    newest: () => newest(connection()),

    async find(number) {
      const [row] = await connection().read<AnchorRow>(`${select} where number = $1`, [number])
      return row && toSigned(row)
    },

    async *after(number) {
      for await (const rows of pages(connection(), number)) yield* rows.map(toSigned)
    },

    async *all() {
      const on = connection()
      const sum = totals()
      const until = await olderFormUntil(on)
      for await (const rows of pages(on, 0)) {
        const moved = await movedBy(on, rows)
        for (const row of rows) {
          const heads = moved.get(row.number) ?? []
          const signed = toSigned(row)
          yield {
            ...signed,
            anchor: { number: signed.number, ...sum.with(heads), heads, olderFormUntil: until },
          }
        }
      }
    },

    misfit: () => anchoredMisfit(connection()),
  }
}

const page = `${select} where number > $1 order by number limit ${anchorsAtOnce}`

/** Those after a number, lowest first, some at a time. */
async function* pages(on: Connection, number: number) {
  for (let last = String(number); ; ) {
    const rows = await on.read<AnchorRow>(page, [last])
    const end = rows.at(-1)
    if (!end) return
    yield rows
    last = end.number
  }
}

/** How many events and feeds there are when these heads, too, are where they say. */
function totals() {
  const reached = new Map<string, number>()
  let events = 0
  return {
    with(heads: readonly Head[]): Pick<Anchor, 'events' | 'streams'> {
      for (const { stream, sequence } of heads) {
        events += sequence - (reached.get(stream) ?? 0)
        reached.set(stream, sequence)
      }
      return { events, streams: reached.size }
    },
  }
}

interface Next extends NewAnchor {
  readonly newest: SignedAnchor | undefined
  readonly at: Date
}

const insertHeads = `insert into ledger_anchor_head (number, stream, sequence, hash)
  select $1::bigint, h.* from unnest($2::uuid[], $3::bigint[], $4::text[]) as h`

async function addNext(on: Connection, { newest, sign, isDue, at }: Next): Promise<SignedAnchor | undefined> {
  const { heads, events, streams } = await movedHeads(on)
  if (!isDue(newest, heads.length > 0)) return undefined
  const number = (newest?.number ?? 0) + 1
  const previous = newest ? sha256Hex(newest.signed) : beforeFirstAnchor
  const anchor: Anchor = {
    number,
    previous,
    events,
    streams,
    heads,
    olderFormUntil: await olderFormUntil(on),
  }
  const signed = await sign(anchor, at)
  await on.write('insert into ledger_anchor (number, at, signed) values ($1, $2, $3)', [number, at, signed])
  await on.write(insertHeads, [
    number,
    heads.map(({ stream }) => stream),
    heads.map(({ sequence }) => sequence),
    heads.map(({ hash }) => hash),
  ])
  return { number, at, signed }
}

async function movedBy(
  on: Connection,
  anchors: readonly AnchorRow[],
): Promise<ReadonlyMap<string, readonly Head[]>> {
  const rows = await on.read<HeadRow & { readonly number: string }>(
    'select number, stream, sequence, hash from ledger_anchor_head where number = any($1::bigint[]) order by stream',
    [anchors.map(({ number }) => number)],
  )
  const grouped = Map.groupBy(rows, ({ number }) => number)
  return new Map([...grouped].map(([number, heads]) => [number, heads.map(toHead)]))
}
