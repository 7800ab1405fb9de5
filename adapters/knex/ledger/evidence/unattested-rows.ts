import type { GrantId } from '../../../../server/domain/ids.ts'
import type { Misfit } from '../../../../server/domain/ledger.ts'
import type { Connection } from '../../database/transaction.ts'
import { hadEndedSql } from '../../status-sql.ts'
import { requestsOfGrant } from '../../grants/requests-of-grant.ts'

interface Search {
  /** Whose rows are wrong. */
  readonly table: string
  /** Whose rows are gone through, one after the other by their key. */
  readonly from: string
  readonly key: string
  /** A row of `one` that no event tells of, or whose state none does. */
  readonly isUntold: string
  /** The rows about one grant, `$1`. */
  readonly ofGrant: string
}

const told = (where: string) => `exists (select from event e where ${where})`

/** A yes that changed a grant is told by its change. */
const says = (outcome: string) => `(e.type = ${outcome} or (e.type = 'changed' and ${outcome} = 'accepted'))`

const searches: readonly Search[] = [
  {
    table: 'consent_request',
    from: 'consent_request',
    key: 'id',
    isUntold: `not ${told("e.request_id = one.id and e.type = 'requested'")}
      or (one.state <> 'pending' and not ${told(`e.request_id = one.id and ${says('one.state')}`)})`,
    ofGrant: `id = ${requestsOfGrant}`,
  },
  {
    table: 'decision',
    from: 'decision',
    key: 'request_id',
    isUntold: `not ${told(`e.request_id = one.request_id and ${says('one.outcome')}`)}`,
    ofGrant: `request_id = ${requestsOfGrant}`,
  },
  {
    table: 'authorization_grant',
    from: 'authorization_grant',
    key: 'id',
    isUntold: `not ${told("e.grant_id = one.id and e.type = 'accepted'")}
      or (one.state <> 'active' and not ${told('e.grant_id = one.id and e.type = one.state')})
      or (one.state = 'active' and ${told("e.grant_id = one.id and e.type in ('revoked', 'exhausted')")})
      or one.changed_by is distinct from (select e.id from event e
        where e.grant_id = one.id and e.type = 'changed' order by e.sequence desc limit 1)`,
    ofGrant: 'id = $1',
  },
  {
    table: 'former_grant',
    from: 'authorization_grant',
    key: 'id',
    isUntold: `(select count(*) from former_grant f where f.grant_id = one.id)
      <> (select count(*) from event e where e.grant_id = one.id and e.type = 'changed')`,
    ofGrant: 'id = $1',
  },
  {
    table: 'grant_use',
    from: 'authorization_grant',
    key: 'id',
    // All of them are gone, or none.
    isUntold: `(select count(*) from grant_use u where u.grant_id = one.id)
      <> (select count(*) from event e where e.grant_id = one.id and e.type = 'used')
      and not (coalesce(${hadEndedSql('one', 'one.uses_gone_at')}, false)
        and not exists (select from grant_use u where u.grant_id = one.id))`,
    ofGrant: 'id = $1',
  },
  {
    table: 'deletion_step',
    from: 'deletion_step',
    key: 'id',
    isUntold: `not ${told("e.id = one.id and e.grant_id = one.grant_id and e.type = 'deletion-' || one.name")}
      or (one.name = 'requested' and one.open = ${told(
        "e.grant_id = one.grant_id and e.type in ('deletion-refused', 'deletion-done')",
      )})`,
    ofGrant: 'grant_id = $1',
  },
]

/** The first row of one grant that no event tells of, or whose state none does. */
export async function unattestedOf(on: Connection, grant: GrantId): Promise<Misfit | undefined> {
  for (const { table, from, key, isUntold, ofGrant } of searches) {
    const [row] = await on.read<{ id: string }>(
      `select ${key} as id from (select * from ${from} where ${ofGrant}) one where ${isUntold}`,
      [grant],
    )
    if (row) return untold(table, row.id)
  }
  return undefined
}

/** The first row of all. */
export async function unattestedRow(on: Connection): Promise<Misfit | undefined> {
  for (const search of searches) {
    const row = await firstUntold(on, search)
    if (row !== undefined) return untold(search.table, row)
  }
  return undefined
}

const untold = (table: string, row: string): Misfit => ({ table, row, why: 'no-event' })

const nil = '00000000-0000-0000-0000-000000000000'
const rowsAtOnce = 5000

/** @NOTE In short statements: one over everything would take longer than a statement may. */
async function firstUntold(on: Connection, { from, key, isUntold }: Search): Promise<string | undefined> {
  const text = `with one as (select * from ${from} where ${key} > $1::uuid order by ${key} limit ${rowsAtOnce})
    select (select ${key} from one order by ${key} desc limit 1) as last,
      (select ${key} from one where ${isUntold} order by ${key} limit 1) as found`
  for (let last: string | null = nil; last !== null; ) {
    const [row]: readonly { last: string | null; found: string | null }[] = await on.read(text, [last])
    if (row?.found) return row.found
    last = row?.last ?? null
  }
  return undefined
}
