import type { PartyId } from '../../../server/domain/ids.ts'
import type { AuthorizationDetail } from '../../../server/domain/registry/authorization-detail.ts'
import type { ConsentRight } from '../../../server/domain/registry/consent-right.ts'
import type { Connection } from '../database/transaction.ts'
import type { PartyKeyRow, PrivateTexts } from '../parties/private-texts.ts'
import { InconsistentRow } from './inconsistent-row.ts'

type Annotations = Readonly<Record<string, string>>

/** What of a request or a grant may tell of a person. */
interface Telling {
  readonly message?: string | undefined
  readonly rights?: readonly ConsentRight[] | undefined
  readonly details: readonly AuthorizationDetail[]
  readonly annotations: Annotations
}

interface TellingRow extends PartyKeyRow {
  readonly id: string
  readonly message?: string | null
  readonly rights: readonly ConsentRight[] | null
  readonly details: readonly AuthorizationDetail[]
  readonly annotations: Annotations
  readonly sealed: Buffer | null
}

/** With what of it tells of a person only sealed; `undefined` when nothing does. */
export type Hidden<T> = T & { readonly sealed: Uint8Array | undefined }

interface Whose {
  readonly party: PartyId
  readonly place: string
}

export const requestPlace = (id: string): string => `consent-request/${id}`

export const grantPlace = (id: string): string => `authorization-grant/${id}`

/** Seals what tells of a person under her key; as it is while texts are written plain. */
export async function hidden<T extends Telling>(
  on: Connection,
  one: T,
  { texts, party, place }: Whose & { texts: PrivateTexts },
): Promise<Hidden<T>> {
  if (texts.plain) return { ...one, sealed: undefined }
  const { shown, telling } = apart(one, texts.searched)
  if (!telling) return { ...shown, sealed: undefined }
  return { ...shown, sealed: (await texts.keyFor(on, party)).seal(JSON.stringify(telling), place) }
}

/** The row with what was sealed; without it when the key has been thrown away. */
export function revealed<R extends TellingRow>(
  row: R,
  { texts, party, place }: Whose & { texts: Pick<PrivateTexts, 'keyIn'> },
): R {
  const key = row.sealed ? texts.keyIn(party, row) : undefined
  if (row.sealed && (row.message || row.rights?.length || row.details.some(tellsMore))) {
    throw new InconsistentRow(place, row.id, 'plain words beside the sealed ones')
  }
  if (!key || !row.sealed) return row
  const { message, rights, details, annotations } = JSON.parse(
    key.open(row.sealed, place),
  ) as Partial<Telling>
  if (details !== undefined && typesIn(details) !== typesIn(row.details)) {
    throw new InconsistentRow(place, row.id, 'other types than the sealed details have')
  }
  return {
    ...row,
    ...(message !== undefined && { message }),
    ...(rights !== undefined && { rights }),
    ...(details !== undefined && { details }),
    annotations: { ...row.annotations, ...annotations },
  }
}

const typesIn = (details: readonly AuthorizationDetail[]): string =>
  JSON.stringify(details.map(({ type }) => type))

function apart<T extends Telling>(
  one: T,
  searched: ReadonlySet<string>,
): { readonly shown: T; readonly telling: object | undefined } {
  const entries = Object.entries(one.annotations)
  const telling = {
    message: one.message,
    rights: one.rights,
    ...(one.details.length > 0 && { details: one.details }),
    annotations: Object.fromEntries(entries.filter(([name]) => !searched.has(name))),
  }
  const plain = Object.fromEntries(entries.filter(([name]) => searched.has(name)))
  // An empty list says that there are some.
  const shown = {
    ...one,
    message: undefined,
    rights: one.rights && [],
    details: one.details.map(untelling),
    annotations: plain,
  }
  const isSilent =
    !one.message && !one.rights && one.details.length === 0 && Object.keys(telling.annotations).length === 0
  return { shown, telling: isSilent ? undefined : telling }
}

/** Its type and the APIs that it is for tell nothing of a person. */
const untelling = ({ type, locations }: AuthorizationDetail): AuthorizationDetail =>
  locations === undefined ? { type } : { type, locations }

const tellsMore = (detail: AuthorizationDetail): boolean =>
  Object.keys(detail).some(name => name !== 'type' && name !== 'locations')

/** The same of the column `details`. */
export const untellingDetails = `(select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
  'type', one.value -> 'type', 'locations', one.value -> 'locations')) order by one.ordinality), '[]')
  from jsonb_array_elements(details) with ordinality as one)`

/**
 * The columns of a request or a grant without what tells of a person; `searched` is a list of texts. An empty list says that there
 * were rights.
 */
export const untellingColumns = (
  searched: string,
): string => `rights = case when rights is null then null else '[]'::json end,
  details = ${untellingDetails}, annotations = (select coalesce(jsonb_object_agg(one.key, one.value), '{}')
    from jsonb_each(annotations) as one where one.key = any(${searched}::text[]))`
