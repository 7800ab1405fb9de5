import { createHash } from 'node:crypto'
import type { RightId } from '../../../server/domain/rights/party-right.ts'
import { sameStatement } from '../../../server/domain/rights/party-right.ts'
import type { Clock } from '../../../server/ports/clock.ts'
import type { Ids } from '../../../server/ports/ids.ts'
import type { PartyRightStore, RightFilter } from '../../../server/ports/parties/party-rights.ts'
import type { Sealer } from '../../../server/ports/sealer.ts'
import { cursors as cursorsUnder } from '../cursor.ts'
import type { KnexUnitOfWork } from '../database/transaction.ts'
import type { PrivateTexts } from '../parties/private-texts.ts'
import {
  endedRights,
  type PartyRightRow,
  rightColumns,
  selectRight,
  standingRights,
  toRight,
} from '../rows/party-right.ts'
import { isPastSql } from '../status-sql.ts'
import { knexPartyRights } from './party-rights.ts'
import { putRights } from './put-rights.ts'

interface Materials extends Pick<KnexUnitOfWork, 'connection' | 'transaction'> {
  readonly sealer: Pick<Sealer, 'seal' | 'open'>
  readonly texts: PrivateTexts
  readonly clock: Clock
  readonly ids: Pick<Ids, 'uuid'>
}

/** Those that were asked for, by their places. */
const standing = `select w.index, found.* from unnest($1::int[], $2::uuid[], $3::uuid[], $4::text[], $5::text[])
    as w (index, actor, on_behalf_of, resource, action)
  join (${selectRight(standingRights)}) found using (actor, on_behalf_of, resource, action)`

const end = `with gone as (delete from party_right where id = any($1::uuid[]) returning ${rightColumns})
  insert into ended_right (${rightColumns}, ended_at, ended_by, ended_how)
  select ${rightColumns}, $2::timestamptz, $3::text, $4::text from gone`

/** Our own register of who may act for whom. */
export function knexRightStore({
  connection,
  transaction,
  sealer,
  texts,
  clock,
  ids,
}: Materials): PartyRightStore {
  const cursors = cursorsUnder(sealer)

  const readStanding: PartyRightStore['standing'] = async rights => {
    const rows = await connection().read<PartyRightRow & { readonly index: number }>(standing, [
      rights.map((_, index) => index),
      rights.map(({ actor }) => actor),
      rights.map(({ onBehalfOf }) => onBehalfOf),
      rights.map(({ resource }) => resource),
      rights.map(({ action }) => action),
    ])
    const found = new Map(rows.map(row => [row.index, toRight(row, texts)]))
    return rights.map((_, index) => found.get(index))
  }

  return {
    ...knexPartyRights({ connection, texts, clock }),

    standing: readStanding,

    give: (rights, by) =>
      transaction(async on => {
        const before = await readStanding(rights)
        const isNew = rights.map((right, index) => {
          const stands = before[index]
          return !stands || !sameStatement(stands, right)
        })
        const newId = () => ids.uuid() as RightId
        const put = await putRights(
          on,
          rights.filter((_, index) => isNew[index]),
          { at: clock.now(), by, texts, newId },
        )
        const made = put.values()
        return before.map((stands, index) => (isNew[index] ? undefined : stands) ?? made.next().value!)
      }),

    async end(ended, { by, how }) {
      return (await connection().write(end, [ended, clock.now(), by, how])).count
    },

    async find(id) {
      const [row] = await connection().read<PartyRightRow>(
        `${selectRight(`${standingRights} union all ${endedRights}`)} where r.id = $1`,
        [id],
      )
      return row && toRight(row, texts)
    },

    async list(filter, page) {
      const list = listOf(filter)
      const after = cursors.parse(page, list)
      const values: unknown[] = [clock.now(), after?.id, page.limit + 1]
      const wheres = conditions(filter, values)
      const rows = await connection().read<PartyRightRow>(
        `${selectRight(from[filter.standing ?? 'all'])} where $1::timestamptz is not null
           ${after ? 'and r.id < $2::uuid' : 'and $2::uuid is null'} ${wheres.map(one => `and ${one}`).join(' ')}
         order by r.id desc limit $3`,
        values,
      )
      const places = rows.map(row => ({ createdAt: row.valid_from, id: row.id, right: toRight(row, texts) }))
      const { items, next } = cursors.page(places, page.limit, list)
      return { items: items.map(({ right }) => right), next }
    },

    async idsOf(source) {
      const rows = await connection().read<{ id: RightId }>(
        'select id from party_right where source = $1 order by id',
        [source],
      )
      return rows.map(({ id }) => id)
    },
  }
}

const isPast = isPastSql('party_right', '$1::timestamptz')

const from = {
  all: `${standingRights} union all ${endedRights}`,
  current: `${standingRights} where not (${isPast})`,
  over: `${standingRights} where ${isPast} union all ${endedRights}`,
} as const

function conditions(filter: RightFilter, values: unknown[]): readonly string[] {
  const narrowed = (value: unknown, condition: (parameter: string) => string) =>
    value === undefined ? [] : [condition(`$${values.push(value)}`)]
  return [
    ...narrowed(filter.party, to => `(r.actor = ${to} or r.on_behalf_of = ${to})`),
    ...narrowed(filter.actor, to => `r.actor = ${to}`),
    ...narrowed(filter.onBehalfOf, to => `r.on_behalf_of = ${to}`),
    ...narrowed(filter.source, to => `r.source = ${to}`),
  ]
}

/** Cursors are good for the same list only. */
const listOf = (filter: RightFilter): string =>
  `rights/${createHash('sha256').update(JSON.stringify(filter)).digest('base64url')}`
