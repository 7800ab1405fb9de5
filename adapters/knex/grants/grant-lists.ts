import type { GrantId, PartyId } from '../../../server/domain/ids.ts'
import type { Clock } from '../../../server/ports/clock.ts'
import type { ConsentQuery, GrantFilter, PageRequest } from '../../../server/ports/requests/consent-query.ts'
import type { Cursors } from '../cursor.ts'
import {
  type AuthorizationGrantRow,
  selectAuthorizationGrant,
  toAuthorizationGrant,
} from '../rows/authorization-grant.ts'
import { type PartyRow, partyColumns, partyWithKey, toParty } from '../rows/party.ts'
import { hasEndedSql } from '../status-sql.ts'
import type { KnexUnitOfWork } from '../database/transaction.ts'
import type { PrivateTexts } from '../parties/private-texts.ts'

interface Materials extends Pick<KnexUnitOfWork, 'connection'> {
  readonly clock: Clock
  readonly cursors: Cursors
  readonly texts: Pick<PrivateTexts, 'keyIn'>
}

const now = '$1::timestamptz'

const standing: Record<GrantFilter['standing'], string> = {
  active: `not ${hasEndedSql('g', now)}`,
  ended: hasEndedSql('g', now),
  any: `${now} is not null`,
}

interface UsedRow {
  readonly id: GrantId
  readonly at: Date
}

interface AskerRow {
  readonly asker: PartyId
  readonly count: number
  readonly newest: Date
}

/** Keyset paging, newest first: the page after the one that ended at ($2, $3). */
export function grantLists({
  connection,
  clock,
  cursors,
  texts,
}: Materials): Pick<ConsentQuery, 'grants' | 'askers' | 'everyAsker' | 'lastUses'> {
  /** What the statements share: the conditions, and their values behind those of the page. */
  const ask = (filter: GrantFilter, wanted: PageRequest, list: string) => {
    const after = cursors.parse(wanted, list)
    const values: unknown[] = [clock.now(), after?.createdAt, after?.id, wanted.limit + 1]
    return { wheres: conditions(filter, values).join(' and '), values }
  }

  return {
    async grants(filter, wanted) {
      const list = listOf('grants', filter)
      const { wheres, values } = ask(filter, wanted, list)
      const rows = await connection().read<AuthorizationGrantRow>(
        `${selectAuthorizationGrant} where ${wheres}
           and ($2::timestamptz is null or (g.created_at, g.id) < ($2::timestamptz, $3::uuid))
         order by g.created_at desc, g.id desc limit $4`,
        values,
      )
      return cursors.page(
        rows.map(row => toAuthorizationGrant(row, texts)),
        wanted.limit,
        list,
      )
    },

    async askers(filter, wanted) {
      const list = listOf('askers', filter)
      const { wheres, values } = ask(filter, wanted, list)
      const rows = await connection().read<AskerRow>(
        `select g.granted_to as asker, count(*)::integer as count, max(g.created_at) as newest
         from authorization_grant g where ${wheres}
         group by g.granted_to
         having $2::timestamptz is null or (max(g.created_at), g.granted_to) < ($2::timestamptz, $3::uuid)
         order by newest desc, asker desc limit $4`,
        values,
      )
      const places = rows.map(row => ({ ...row, id: row.asker, createdAt: row.newest }))
      const { items, next } = cursors.page(places, wanted.limit, list)
      return { items: items.map(({ asker, count, newest }) => ({ asker, count, newest })), next }
    },

    async lastUses(ids) {
      if (ids.length === 0) return new Map()
      const rows = await connection().read<UsedRow>(
        `select used.id, used.at from (
           select g.id, (select max(u.used_at) from grant_use u where u.grant_id = g.id) as at
           from unnest($1::uuid[]) as g (id)) as used where used.at is not null`,
        [ids],
      )
      return new Map(rows.map(({ id, at }) => [id, at]))
    },

    async everyAsker(grantedFor) {
      const rows = await connection().read<PartyRow>(
        `select ${partyColumns} from ${partyWithKey}
         where p.id in (select granted_to from authorization_grant where granted_for = $1)`,
        [grantedFor],
      )
      return rows.map(row => toParty(row, texts))
    },
  }
}

/** A cursor is good for the same list only. */
const listOf = (kind: string, { standing: which, grantedFor, clientId, ...narrower }: GrantFilter) =>
  [kind, which, grantedFor, clientId, ...named(narrower)].map(part => part ?? '').join('/')

function named(members: object): readonly string[] {
  const text = JSON.stringify(members)
  return text === '{}' ? [] : [text]
}

type Narrowing = Required<Omit<GrantFilter, 'standing'>>

/** Places a value among those of the statement and gives the parameter that stands for it. */
type Bind = (value: unknown) => string

/** What each member of a filter narrows a list to. */
const narrowings: { [M in keyof Narrowing]: (wanted: NonNullable<Narrowing[M]>, bind: Bind) => string } = {
  grantedFor: (party, bind) => `g.granted_for = ${bind(party)}`,
  givenBy: (party, bind) => `g.granted_by = ${bind(party)}`,
  clientId: (id, bind) => `g.client_id = ${bind(id)}`,
  face: (face, bind) => `g.face = ${bind(face)}`,
  grantedTo: (party, bind) => `g.granted_to = ${bind(party)}`,
  among: ({ askers, purposeIds }, bind) =>
    `(g.purpose_id = any (${bind(purposeIds)}::text[]) or g.granted_to = any (${bind(askers)}::uuid[]))`,
}

function conditions(filter: GrantFilter, values: unknown[]): readonly string[] {
  const bind: Bind = value => `$${values.push(value)}`
  const narrow = <M extends keyof Narrowing>(member: M): readonly string[] => {
    const wanted = filter[member] as Narrowing[M]
    return wanted === undefined ? [] : [narrowings[member](wanted, bind)]
  }
  const members = Object.keys(narrowings) as (keyof Narrowing)[]
  return [standing[filter.standing], ...members.flatMap(narrow)]
}
