import type { PartyId } from '../../../server/domain/ids.ts'
import type { Operation } from '../../../server/domain/operators/operations.ts'
import type { Operator } from '../../../server/domain/operators/operator.ts'
import type { Proposal, ProposalDecision, ProposalId } from '../../../server/domain/operators/proposal.ts'
import {
  joinPartyKey,
  type PartyKeyRow,
  partyKeyColumns,
  type PrivateTexts,
} from '../parties/private-texts.ts'

/** What a proposal says in words, which may tell of a party. */
export type ProposalTold = Pick<Proposal, 'command' | 'reason'>

export interface OperatorProposalRow extends PartyKeyRow {
  readonly id: ProposalId
  readonly at: Date
  readonly expires_at: Date
  readonly operation: Operation
  readonly verb: string
  readonly target_kind: string
  readonly target_id: string
  readonly party: PartyId | null
  readonly told: ProposalTold | null
  readonly sealed: Buffer | null
  readonly by_id: string
  readonly by_name: string
  readonly by_door: Operator['door']
  readonly decision: ProposalDecision['what'] | null
  readonly decided_at: Date
  readonly decided_by_id: string
  readonly decided_by_name: string
  readonly decided_by_door: Operator['door']
}

export const selectOperatorProposal = `select a.*, ${partyKeyColumns} from operator_proposal a ${joinPartyKey('a.party')}`

/** Where what was told of a party belongs. */
export const proposalPlace = (id: ProposalId): string => `operator-proposal/${id}`

export const toProposal = (row: OperatorProposalRow, texts: Pick<PrivateTexts, 'keyIn'>): Proposal => ({
  id: row.id,
  operation: row.operation,
  verb: row.verb,
  target: { kind: row.target_kind, id: row.target_id },
  party: row.party ?? undefined,
  by: { id: row.by_id, name: row.by_name, door: row.by_door },
  at: row.at,
  expiresAt: row.expires_at,
  decision: decisionIn(row),
  ...(row.told ?? opened(row, texts)),
})

function decisionIn(row: OperatorProposalRow): ProposalDecision | undefined {
  if (row.decision === null) return undefined
  const { decided_by_id: id, decided_by_name: name, decided_by_door: door } = row
  return { what: row.decision, at: row.decided_at, by: { id, name, door } }
}

function opened(row: OperatorProposalRow, texts: Pick<PrivateTexts, 'keyIn'>): ProposalTold {
  const key = row.party && row.sealed ? texts.keyIn(row.party, row) : undefined
  if (!key || !row.sealed) return {}
  return JSON.parse(key.open(row.sealed, proposalPlace(row.id))) as ProposalTold
}
