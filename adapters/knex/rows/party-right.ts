import type { PartyId } from '../../../server/domain/ids.ts'
import type {
  RegisteredRight,
  RightDocument,
  RightEnding,
  RightId,
  RightKind,
  RightSource,
} from '../../../server/domain/rights/party-right.ts'
import {
  joinPartyKey,
  type PartyKeyRow,
  type PrivateTexts,
  partyKeyColumns,
} from '../parties/private-texts.ts'

export interface PartyRightRow extends PartyKeyRow {
  readonly id: RightId
  readonly actor: PartyId
  readonly on_behalf_of: PartyId
  readonly resource: string
  readonly action: string
  readonly valid_from: Date
  readonly valid_to: Date
  readonly kind: RightKind
  readonly source: RightSource
  readonly sealed: Buffer | null
  readonly sealed_under: PartyId | null
  readonly registered_at: Date | null
  readonly registered_by: string | null
  readonly ended_at: Date | null
  readonly ended_by: string | null
  readonly ended_how: RightEnding | null
}

/** What a right that stands and one that has ended have in common. */
export const rightColumns = `id, actor, on_behalf_of, resource, action, valid_from, valid_to, kind, source, sealed,
  sealed_under, registered_at, registered_by`

export const standingRights = `select ${rightColumns}, null::timestamptz as ended_at, null::text as ended_by,
  null::text as ended_how from party_right`

export const endedRights = `select ${rightColumns}, ended_at, ended_by, ended_how from ended_right`

/** From these, as `r`; add a `where`. */
export const selectRight = (from: string): string =>
  `select r.*, ${partyKeyColumns} from (${from}) r ${joinPartyKey('r.sealed_under')}`

/** Where what proves a right belongs. */
export const rightPlace = (id: RightId): string => `party-right/${id}`

export const toRight = (row: PartyRightRow, texts: Pick<PrivateTexts, 'keyIn'>): RegisteredRight => ({
  id: row.id,
  actor: row.actor,
  onBehalfOf: row.on_behalf_of,
  resource: row.resource,
  action: row.action,
  kind: row.kind,
  source: row.source,
  validity: { from: row.valid_from, to: row.valid_to },
  document: documentIn(row, texts),
  registered: happened(row.registered_at, row.registered_by),
  ended: endIn(row),
})

const happened = (at: Date | null, by: string | null) => (at && by !== null ? { at, by } : undefined)

function endIn({ ended_at, ended_by, ended_how }: PartyRightRow): RegisteredRight['ended'] {
  const end = happened(ended_at, ended_by)
  return end && ended_how ? { ...end, how: ended_how } : undefined
}

/** Nothing of what told of somebody who was forgotten. */
function documentIn(row: PartyRightRow, texts: Pick<PrivateTexts, 'keyIn'>): RightDocument | undefined {
  if (!row.sealed || !row.sealed_under) return undefined
  const text = texts.keyIn(row.sealed_under, row)?.open(row.sealed, rightPlace(row.id))
  return text === undefined ? undefined : (JSON.parse(text) as RightDocument)
}
