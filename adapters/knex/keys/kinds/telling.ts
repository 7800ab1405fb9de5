import type { PartyId } from '../../../../server/domain/ids.ts'
import type { AuthorizationDetail } from '../../../../server/domain/registry/authorization-detail.ts'
import type { ConsentRight } from '../../../../server/domain/registry/consent-right.ts'
import { untellingDetails, grantPlace, hidden, requestPlace } from '../../rows/hidden.ts'
import { type Kind, leftOf } from './kind.ts'

interface TellingRow {
  readonly id: string
  /** By which its place is named. */
  readonly owner: string
  readonly party: PartyId
  readonly message: string | null
  readonly rights: readonly ConsentRight[] | null
  readonly details: readonly AuthorizationDetail[]
  readonly annotations: Readonly<Record<string, string>>
}

interface TellingTable {
  readonly name: string
  readonly table: string
  readonly id: string
  readonly owner: string
  readonly party: string
  readonly message: string
  readonly place: (id: string) => string
  readonly change: string
}

/** What of requests and grants tells of a person: messages, rights, details and annotations. */
const telling = ({ table, id: key, owner, party, message, place, change, name }: TellingTable): Kind => {
  const plain = `sealed is null and (${message} is not null or rights is not null or details <> ${untellingDetails}
    or (annotations - $1::text[]) <> '{}'::jsonb)`
  return {
    name,
    left: (on, { texts }) => leftOf(on, `${table} where ${plain}`, [[...texts.searched]]),
    async reseal(on, { after, limit }, { texts }) {
      if (texts.plain) return undefined
      const rows = await on.read<TellingRow>(
        `select ${key} as id, ${owner} as owner, ${party} as party, ${message} as message, rights, details, annotations from ${table}
         where ${plain} and ($2::uuid is null or ${key} > $2::uuid) order by ${key} limit $3`,
        [[...texts.searched], after, limit],
      )
      const sealed = []
      for (const row of rows) {
        const { owner: of, party: whose, message: said, rights, details, annotations } = row
        const kept = { message: said ?? undefined, rights: rights ?? undefined, details, annotations }
        sealed.push((await hidden(on, kept, { texts, party: whose, place: place(of) })).sealed)
      }
      await on.write(
        `update ${table} set ${change} sealed = w.sealed, rights = case when rights is null then null else '[]'::json end,
           details = ${untellingDetails},
           annotations = (select coalesce(jsonb_object_agg(one.key, one.value), '{}')
             from jsonb_each(annotations) as one where one.key = any($3::text[]))
         from unnest($1::uuid[], $2::bytea[]) as w (id, sealed)
         where ${table}.${key} = w.id and ${table}.sealed is null`,
        [rows.map(({ id }) => id), sealed, [...texts.searched]],
      )
      return rows.at(-1)?.id
    },
  }
}

export const requests = telling({
  name: 'requests',
  table: 'consent_request',
  id: 'id',
  owner: 'id',
  party: 'requested_from',
  message: 'message',
  place: requestPlace,
  change: 'message = null,',
})

export const grants = telling({
  name: 'grants',
  table: 'authorization_grant',
  id: 'id',
  owner: 'id',
  party: 'granted_for',
  message: 'null::text',
  place: grantPlace,
  change: '',
})

export const formerGrants = telling({
  name: 'former-grants',
  table: 'former_grant',
  id: 'ended_by',
  owner: 'grant_id',
  party: '(select g.granted_for from authorization_grant g where g.id = grant_id)',
  message: 'null::text',
  place: grantPlace,
  change: '',
})
