import type { PartyId } from '../../../server/domain/ids.ts'
import type { OperatorAct, OperatorActId } from '../../../server/domain/operators/operator-act.ts'
import type { Operation } from '../../../server/domain/operators/operations.ts'
import type { Operator } from '../../../server/domain/operators/operator.ts'
import {
  joinPartyKey,
  type PartyKeyRow,
  partyKeyColumns,
  type PrivateTexts,
} from '../parties/private-texts.ts'

/** What an act says in words, which may tell of a party. */
export interface Told {
  readonly reason?: string | undefined
  readonly before?: unknown
  readonly after?: unknown
}

export interface OperatorActRow extends PartyKeyRow {
  readonly id: OperatorActId
  readonly at: Date
  readonly operator_id: string
  readonly operator_name: string
  readonly door: Operator['door']
  readonly operation: Operation
  readonly target_kind: string
  readonly target_id: string
  readonly party: PartyId | null
  readonly told: Told | null
  readonly sealed: Buffer | null
  readonly trace_id: string | null
}

export const selectOperatorAct = `select a.*, ${partyKeyColumns} from operator_act a ${joinPartyKey('a.party')}`

/** Where what was told of a party belongs. */
export const actPlace = (id: OperatorActId): string => `operator-act/${id}`

export const toldIn = ({ reason, before, after }: OperatorAct): Told | undefined =>
  reason === undefined && before === undefined && after === undefined ? undefined : { reason, before, after }

export function toOperatorAct(row: OperatorActRow, texts: Pick<PrivateTexts, 'keyIn'>): OperatorAct {
  return {
    id: row.id,
    at: row.at,
    operator: { id: row.operator_id, name: row.operator_name, door: row.door },
    operation: row.operation,
    target: { kind: row.target_kind, id: row.target_id },
    party: row.party ?? undefined,
    traceId: row.trace_id ?? undefined,
    ...(row.told ?? opened(row, texts)),
  }
}

function opened(row: OperatorActRow, texts: Pick<PrivateTexts, 'keyIn'>): Told {
  const key = row.party && row.sealed ? texts.keyIn(row.party, row) : undefined
  return key && row.sealed ? (JSON.parse(key.open(row.sealed, actPlace(row.id))) as Told) : {}
}
