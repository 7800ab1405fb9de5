import { createHash } from 'node:crypto'
import type { Clock } from '../../../server/ports/clock.ts'
import type {
  DeskQuery,
  GrantSearch,
  KeptMail,
  Left,
  RequestSearch,
} from '../../../server/ports/desk/desk-query.ts'
import type { Page, PageRequest } from '../../../server/ports/requests/consent-query.ts'
import type { Sealer } from '../../../server/ports/sealer.ts'
import { cursors as cursorsUnder, type Position } from '../cursor.ts'
import type { KnexUnitOfWork } from '../database/transaction.ts'
import { grantStatusSql, isActiveSql, requestStatusSql } from '../status-sql.ts'
import {
  type FoundGrantRow,
  type FoundRequestRow,
  type KeptDocumentRow,
  selectFoundGrant,
  selectFoundRequest,
  selectKeptDocument,
  toFoundGrant,
  toFoundRequest,
  toKeptDocument,
} from './found-rows.ts'

interface Materials extends Pick<KnexUnitOfWork, 'connection'> {
  readonly sealer: Pick<Sealer, 'seal' | 'open'>
  readonly clock: Clock
}

type Search = GrantSearch | RequestSearch

/** How the rows of one table are looked for. */
interface Table<Row, Found> {
  readonly name: string
  readonly alias: string
  readonly select: string
  readonly person: string
  readonly asker: string
  readonly status: string
  readonly toFound: (row: Row) => Found
}

const now = '$1::timestamptz'

const grants: Table<FoundGrantRow, ReturnType<typeof toFoundGrant>> = {
  name: 'desk-grants',
  alias: 'g',
  select: selectFoundGrant(now),
  person: 'granted_for',
  asker: 'granted_to',
  status: grantStatusSql('g', now),
  toFound: toFoundGrant,
}

const requests: Table<FoundRequestRow, ReturnType<typeof toFoundRequest>> = {
  name: 'desk-requests',
  alias: 'r',
  select: selectFoundRequest(now),
  person: 'requested_from',
  asker: 'requested_by',
  status: requestStatusSql('r', now),
  toFound: toFoundRequest,
}

interface MailRow extends Pick<KeptMail, 'kind' | 'attempts'> {
  readonly sent_at: Date | null
  readonly given_up_at: Date | null
}

export function knexDeskQuery({ connection, sealer, clock }: Materials): DeskQuery {
  const cursors = cursorsUnder(sealer)

  const find = async <Row, Found extends Position>(
    { toFound, ...table }: Table<Row, Found>,
    search: Search,
    page: PageRequest,
  ): Promise<Page<Found>> => {
    const list = `${table.name}/${createHash('sha256').update(JSON.stringify(search)).digest('base64url')}`
    const after = cursors.parse(page, list)
    const values: unknown[] = [clock.now(), after?.createdAt, after?.id, page.limit + 1]
    const { alias } = table
    const rows = await connection().read<Row>(
      `${table.select} where ${conditions(table, search, values).join(' and ')}
         ${after ? `and (${alias}.created_at, ${alias}.id) < ($2, $3)` : 'and $2::timestamptz is null and $3::uuid is null'}
       order by ${alias}.created_at desc, ${alias}.id desc limit $4`,
      values,
    )
    return cursors.page(rows.map(toFound), page.limit, list)
  }

  return {
    grants: (search, page) => find(grants, search, page),

    requests: (search, page) => find(requests, search, page),

    async documents(about, limit) {
      const rows = await connection().read<KeptDocumentRow>(
        `${selectKeptDocument} where r.requested_from = $1 order by d.created_at desc, d.request_id limit $2`,
        [about, limit],
      )
      return rows.map(toKeptDocument)
    },

    async documentOf(request) {
      const [row] = await connection().read<KeptDocumentRow>(
        `${selectKeptDocument} where d.request_id = $1`,
        [request],
      )
      return row && toKeptDocument(row)
    },

    async left(of) {
      const [row] = await connection().read<Left>(left, [of, clock.now()])
      return row ?? { requests: 0, grants: 0, documents: 0, acts: 0, activeGrants: 0 }
    },

    async mails(to, limit) {
      const rows = await connection().read<MailRow>(
        `select kind, attempts, sent_at, given_up_at from notice where party = $1
         order by coalesce(sent_at, given_up_at, next_attempt_at) desc, id limit $2`,
        [to, limit],
      )
      return rows.map(({ kind, attempts, sent_at, given_up_at }) => ({
        kind,
        attempts,
        sentAt: sent_at ?? undefined,
        givenUpAt: given_up_at ?? undefined,
      }))
    },
  }
}

const left = `select (select count(*) from consent_request where requested_from = $1)::int as requests,
  (select count(*) from authorization_grant where granted_for = $1)::int as grants,
  (select count(*) from document d join consent_request r on r.id = d.request_id where r.requested_from = $1)::int as documents,
  (select count(*) from operator_act where party = $1)::int as acts,
  (select count(*) from authorization_grant g where granted_for = $1
     and ${isActiveSql('g', '$2::timestamptz')})::int as "activeGrants"`

function conditions(
  { alias, person, asker, status }: Pick<Table<never, never>, 'alias' | 'person' | 'asker' | 'status'>,
  search: Search,
  values: unknown[],
): readonly string[] {
  const narrowed = (value: unknown, condition: (parameter: string) => string): readonly string[] =>
    value === undefined ? [] : [condition(`$${values.push(value)}`)]
  return [
    `${now} is not null`,
    ...narrowed(search.person, to => `${alias}.${person} = ${to}`),
    ...narrowed(search.asker, to => `${alias}.${asker} = ${to}`),
    ...narrowed(search.clientId, to => `${alias}.client_id = ${to}`),
    ...narrowed(search.purposeId, to => `${alias}.purpose_id = ${to}`),
    ...narrowed(search.face, to => `${alias}.face = ${to}`),
    ...narrowed(search.statuses, to => `${status} = any(${to}::text[])`),
    ...narrowed(search.from, to => `${alias}.created_at >= ${to}`),
    ...narrowed(search.to, to => `${alias}.created_at < ${to}`),
  ]
}
