import type { EventId, GrantId, PartyId } from '../../../server/domain/ids.ts'
import type { GrantUse, OnBehalf } from '../../../server/domain/grants/grant-use.ts'
import type { Language } from '../../../server/domain/text/text.ts'
import {
  joinPartyKey,
  type PartyKeyRow,
  type PrivateTexts,
  partyKeyColumns,
} from '../parties/private-texts.ts'
import { writing } from '../writing.ts'
import { InconsistentRow } from './inconsistent-row.ts'

/** With the key of whom the grant is about. */
export interface GrantUseRow extends PartyKeyRow {
  readonly id: string
  readonly granted_for: string
  readonly grant_id: string
  readonly used_at: Date
  readonly client_id: string
  /** Only while texts are written plain. */
  readonly what: string
  readonly sealed_what: Buffer | null
  readonly trace_id: string | null
  readonly language: Language | null
  readonly codes: readonly string[] | null
  readonly used_by: string | null
  readonly on_behalf_of: string | null
  readonly audience: string | null
}

/** Everything `toGrantUse` reads; add a `where` on `u`. */
export const selectGrantUse = `select u.id, g.granted_for, u.grant_id, u.used_at, u.client_id, u.what, u.sealed_what, u.trace_id,
  u.language, u.codes, u.used_by, u.on_behalf_of, u.audience,
  ${partyKeyColumns}
from grant_use u join authorization_grant g on g.id = u.grant_id ${joinPartyKey('g.granted_for')}`

export const usePlace = (id: string): string => `grant-use/${id}`

export const toGrantUse = (row: GrantUseRow, texts: Pick<PrivateTexts, 'keyIn'>): GrantUse => ({
  grantId: row.grant_id as GrantId,
  at: row.used_at,
  clientId: row.client_id,
  ...whatIn(row, texts),
  traceId: row.trace_id ?? undefined,
  language: row.language ?? undefined,
  codes: row.codes ?? undefined,
  onBehalf: onBehalfIn(row),
  audience: row.audience ?? undefined,
})

function onBehalfIn({ id, used_by: by, on_behalf_of: of }: GrantUseRow): OnBehalf | undefined {
  if (by === null && of === null) return undefined
  if (by === null || of === null)
    throw new InconsistentRow('grant_use', id, 'on behalf, and not who for whom')
  return { by: by as PartyId, of: of as PartyId }
}

function whatIn(row: GrantUseRow, texts: Pick<PrivateTexts, 'keyIn'>): Pick<GrantUse, 'what' | 'isGone'> {
  if (!row.sealed_what) return row.what ? { what: row.what } : gone
  if (row.what) throw new InconsistentRow('grant_use', row.id, 'a plain text beside the sealed one')
  const key = texts.keyIn(row.granted_for as PartyId, row)
  return key ? { what: key.open(row.sealed_what, usePlace(row.id)) } : gone
}

const gone = { what: '', isGone: true } as const

/** A use bears the id of its event. */
export interface NewUse {
  readonly id: EventId
  readonly use: GrantUse
  /** What was done, sealed; `undefined` while texts are written plain. */
  readonly sealedWhat: Uint8Array | undefined
}

export const useWriting = writing<NewUse>('grant_use', [
  ['id', 'uuid', ({ id }) => id],
  ['grant_id', 'uuid', ({ use }) => use.grantId],
  ['used_at', 'timestamptz', ({ use }) => use.at],
  ['client_id', 'text', ({ use }) => use.clientId],
  ['what', 'text', ({ use, sealedWhat }) => (sealedWhat ? '' : use.what)],
  ['trace_id', 'text', ({ use }) => use.traceId],
  ['sealed_what', 'bytea', ({ sealedWhat }) => sealedWhat],
  ['language', 'text', ({ use }) => use.language],
  ['codes', 'text[]', ({ use }) => use.codes],
  ['used_by', 'uuid', ({ use }) => use.onBehalf?.by],
  ['on_behalf_of', 'uuid', ({ use }) => use.onBehalf?.of],
  ['audience', 'text', ({ use }) => use.audience],
])
