import type { PartyId } from '../../../server/domain/ids.ts'
import type { IdentityEnds } from '../../../server/ports/retention/retention-store.ts'
import type { Connection } from '../database/transaction.ts'
import { hadEndedSql, isInTimeSql, isWithinSql } from '../status-sql.ts'
import { type About, theirRequests } from './kinds.ts'

/** Everybody with a part in these grants or requests, $1. */
const partners: Readonly<Record<About, string>> = {
  grant: `select unnest(array[g.granted_for, g.granted_by, g.ended_by]) as id
    from authorization_grant g where g.id = any($1::uuid[])
    union select d.decided_by from decision d where d.request_id in ${theirRequests}`,
  request: `select unnest(array[r.requested_from, r.requested_to, d.decided_by]) as id
    from consent_request r left join decision d on d.request_id = r.id where r.id = any($1::uuid[])`,
}

/** $2 are purposes, and $3 since when what is for each of them must have ended. */
const isOld = (purpose: string, hadEnded: (moment: string) => string): string =>
  `exists (select from unnest($2::text[], $3::timestamptz[]) as one (purpose, moment)
    where one.purpose = ${purpose} and ${hadEnded('one.moment')})`

const isOldGrant = isOld('g.purpose_id', moment => hadEndedSql('g', moment))

const isOldRequest = `(r.state = 'accepted' or ${isOld('r.purpose_id', moment => `not ${isInTimeSql('r', moment)}`)})`

/** What a person `p` still has a part in; each has an index. $4 is now. */
const decidedForAnother = `d.decided_by = p.id and d.role = 'representative'`

const youngerGrants = [
  'authorization_grant g where g.granted_for = p.id',
  'authorization_grant g where g.granted_by = p.id',
  'authorization_grant g where g.ended_by = p.id and g.ended_by <> g.granted_by',
  `decision d join consent_request r on r.id = d.request_id join authorization_grant g on g.id = coalesce(r.changes_grant,
     (select a.id from authorization_grant a where a.request_id = r.id))
   where ${decidedForAnother} and r.state = 'accepted'`,
].map(grants => `select from ${grants} and not ${isOldGrant}`)

const youngerRequests = [
  'consent_request r where r.requested_from = p.id',
  'consent_request r where r.requested_to = p.id',
  `decision d join consent_request r on r.id = d.request_id where ${decidedForAnother}`,
].map(requests => `select from ${requests} and not ${isOldRequest}`)

const standingRights = ['actor', 'on_behalf_of'].map(
  column => `select from party_right q where q.${column} = p.id and ${isWithinSql('q', '$4::timestamptz')}`,
)

const isFree = [...youngerGrants, ...youngerRequests, ...standingRights]
  .map(younger => `not exists (${younger})`)
  .join(' and ')

const free = (about: About): string => `select p.id from party p
  where p.id in (${partners[about]}) and p.kind = 'person' and ${isFree}
    and not exists (select from party_key k where k.party = p.id and k.forgotten_at is not null)
  order by p.id`

export interface Part {
  readonly about: About
  readonly ids: readonly string[]
  readonly identityEnds: IdentityEnds
  readonly now: Date
}

/** People with a part in these, and in nothing that is younger than what is for its purpose must be. */
export async function freePeople(
  on: Connection,
  { about, ids, identityEnds, now }: Part,
): Promise<readonly PartyId[]> {
  const rows = await on.read<{ id: PartyId }>(free(about), [
    ids,
    [...identityEnds.keys()],
    [...identityEnds.values()],
    now,
  ])
  return rows.map(({ id }) => id)
}
