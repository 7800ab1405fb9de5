import type { Deletion, DeletionStep } from '../../../server/domain/grants/deletion.ts'
import type { EventId, GrantId, PartyId } from '../../../server/domain/ids.ts'
import type { Language } from '../../../server/domain/text/text.ts'
import {
  joinPartyKey,
  type PartyKeyRow,
  type PrivateTexts,
  partyKeyColumns,
} from '../parties/private-texts.ts'
import { writing } from '../writing.ts'
import { required } from './inconsistent-row.ts'

/** With the key of whom the grant is about. */
export interface DeletionStepRow extends PartyKeyRow {
  readonly id: string
  readonly granted_for: string
  readonly grant_id: string
  readonly name: DeletionStep['name']
  readonly at: Date
  readonly by_party: string
  readonly answer_by: Date | null
  readonly client_id: string | null
  readonly sealed_basis: Buffer | null
  readonly language: Language | null
  readonly deleted_at: Date | null
}

/** Everything `toDeletionStep` reads; add a `where` on `d`. */
export const selectDeletionStep = `select d.id, g.granted_for, d.grant_id, d.name, d.at, d.by_party, d.answer_by, d.client_id,
  d.sealed_basis, d.language, d.deleted_at, ${partyKeyColumns}
from deletion_step d join authorization_grant g on g.id = d.grant_id ${joinPartyKey('g.granted_for')}`

/** What stands in place of a basis whose key has been thrown away. */
const erased = 'erased'

export const basisPlace = (id: string): string => `deletion-step/${id}`

export function toDeletionStep(row: DeletionStepRow, texts: Pick<PrivateTexts, 'keyIn'>): DeletionStep {
  const at = (column: string) => ['deletion_step', row.id, column] as const
  const step = {
    id: row.id as EventId,
    grantId: row.grant_id as GrantId,
    by: row.by_party as PartyId,
    at: row.at,
  }
  if (row.name === 'requested') {
    return { ...step, name: row.name, answerBy: required(row.answer_by, at('answer_by')) }
  }
  const clientId = required(row.client_id, at('client_id'))
  if (row.name === 'done') {
    return { ...step, name: row.name, clientId, deletedAt: required(row.deleted_at, at('deleted_at')) }
  }
  const sealed = required(row.sealed_basis, at('sealed_basis'))
  const basis = texts.keyIn(row.granted_for as PartyId, row)?.open(sealed, basisPlace(row.id)) ?? erased
  return { ...step, name: row.name, clientId, basis, language: row.language ?? undefined }
}

/** Of one grant. */
export function toDeletion(
  rows: readonly DeletionStepRow[],
  texts: Pick<PrivateTexts, 'keyIn'>,
): Deletion | undefined {
  const steps = rows.map(row => toDeletionStep(row, texts))
  const requested = steps.find(step => step.name === 'requested')
  return (
    requested && {
      requested,
      refused: steps.find(step => step.name === 'refused'),
      done: steps.find(step => step.name === 'done'),
    }
  )
}

export interface NewDeletionStep {
  readonly step: DeletionStep
  /** The basis of a refusal, sealed. */
  readonly sealedBasis: Uint8Array | undefined
}

export const deletionWriting = writing<NewDeletionStep>('deletion_step', [
  ['id', 'uuid', ({ step }) => step.id],
  ['grant_id', 'uuid', ({ step }) => step.grantId],
  ['name', 'text', ({ step }) => step.name],
  ['at', 'timestamptz', ({ step }) => step.at],
  ['by_party', 'uuid', ({ step }) => step.by],
  ['answer_by', 'timestamptz', ({ step }) => (step.name === 'requested' ? step.answerBy : undefined)],
  ['open', 'boolean', ({ step }) => step.name === 'requested'],
  ['client_id', 'text', ({ step }) => (step.name === 'requested' ? undefined : step.clientId)],
  ['sealed_basis', 'bytea', ({ sealedBasis }) => sealedBasis],
  ['language', 'text', ({ step }) => (step.name === 'refused' ? step.language : undefined)],
  ['deleted_at', 'timestamptz', ({ step }) => (step.name === 'done' ? step.deletedAt : undefined)],
])
