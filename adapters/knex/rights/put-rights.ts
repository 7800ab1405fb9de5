import type { PartyId } from '../../../server/domain/ids.ts'
import type { RegisteredRight, RightId, VouchedRight } from '../../../server/domain/rights/party-right.ts'
import type { PartyKey } from '../../../server/ports/parties/party-keys.ts'
import type { Connection } from '../database/transaction.ts'
import { type PartyKeyRow, type PrivateTexts, partyKeyColumns } from '../parties/private-texts.ts'
import { rightColumns, rightPlace } from '../rows/party-right.ts'

/**
 * What stands is kept as replaced, and what takes its place is another right.
 * @NOTE The count has what is replaced be read before it is written over.
 */
const put = `with given as (
    select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::timestamptz[], $7::timestamptz[],
      $8::text[], $9::text[], $10::bytea[], $11::uuid[])
      as w (id, actor, on_behalf_of, resource, action, valid_from, valid_to, kind, source, sealed, sealed_under)),
  former as (
    select r.* from party_right r join given w using (actor, on_behalf_of, resource, action) for update of r),
  kept as (
    insert into ended_right (${rightColumns}, ended_at, ended_by, ended_how)
    select ${rightColumns}, $12::timestamptz, $13::text, 'replaced' from former returning id)
  insert into party_right (${rightColumns}) select w.*, $12::timestamptz, $13::text from given w
  where (select count(*) from kept) >= 0
  on conflict (actor, on_behalf_of, resource, action) do update
    set id = excluded.id, valid_from = excluded.valid_from, valid_to = excluded.valid_to, kind = excluded.kind,
      source = excluded.source, sealed = excluded.sealed, sealed_under = excluded.sealed_under,
      registered_at = excluded.registered_at, registered_by = excluded.registered_by`

interface Put {
  readonly at: Date
  readonly by: string
  readonly texts: PrivateTexts
  readonly newId: () => RightId
}

/** Each right once. */
export async function putRights(
  on: Connection,
  rights: readonly VouchedRight[],
  { at, by, texts, newId }: Put,
): Promise<readonly RegisteredRight[]> {
  if (rights.length === 0) return []
  const made = rights.map(right => ({ ...right, id: newId(), registered: { at, by }, ended: undefined }))
  const holders = await holdersOf(on, made)
  const keys = await keysOf(on, new Set(holders.filter(one => one !== undefined)), texts)
  const sealed = made.map(({ id, document }, index) =>
    keys.get(holders[index])?.seal(JSON.stringify(document), rightPlace(id)),
  )
  await on.write(put, [
    made.map(({ id }) => id),
    made.map(({ actor }) => actor),
    made.map(({ onBehalfOf }) => onBehalfOf),
    made.map(({ resource }) => resource),
    made.map(({ action }) => action),
    made.map(({ validity }) => validity.from),
    made.map(({ validity }) => validity.to),
    made.map(({ kind }) => kind),
    made.map(({ source }) => source),
    sealed,
    holders,
    at,
    by,
  ])
  return made
}

/** Under whose key what proves a right is kept: that of the person whom it tells of, on whose behalf first. */
async function holdersOf(
  on: Connection,
  rights: readonly VouchedRight[],
): Promise<readonly (PartyId | undefined)[]> {
  const proven = rights.filter(({ document }) => document)
  if (proven.length === 0) return rights.map(() => undefined)
  const rows = await on.read<{ id: PartyId }>(
    `select id from party where kind = 'person' and id = any($1::uuid[])`,
    [proven.flatMap(({ actor, onBehalfOf }) => [actor, onBehalfOf])],
  )
  const persons = new Set(rows.map(({ id }) => id))
  return rights.map(({ document, actor, onBehalfOf }) => {
    if (!document) return undefined
    return persons.has(actor) && !persons.has(onBehalfOf) ? actor : onBehalfOf
  })
}

/** Read at once, as there may be many; one that has none yet is given one. */
async function keysOf(
  on: Connection,
  parties: ReadonlySet<PartyId>,
  texts: PrivateTexts,
): Promise<ReadonlyMap<PartyId | undefined, PartyKey>> {
  if (parties.size === 0) return new Map()
  const rows = await on.read<PartyKeyRow & { readonly party: PartyId }>(
    `select k.party, ${partyKeyColumns} from party_key k where k.party = any($1::uuid[])`,
    [[...parties]],
  )
  const known = new Map(rows.map(row => [row.party, texts.keyIn(row.party, row)]))
  const keys = new Map<PartyId, PartyKey>()
  for (const party of parties) keys.set(party, known.get(party) ?? (await texts.keyFor(on, party)))
  return keys
}
