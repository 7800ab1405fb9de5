import { z } from 'zod'
import { operationNames } from '../../../domain/operators/operations.ts'
import {
  type Proposal,
  Proposed,
  type ProposalStatus,
  proposalStatuses,
} from '../../../domain/operators/proposal.ts'
import { utcText } from '../../../domain/text/utc-text.ts'
import type { ApiReply } from '../../../http/api/api.ts'

const By = z.object({ id: z.string(), name: z.string(), door: z.enum(['api', 'console', 'command']) })

export const ProposalDocument = z.object({
  id: z.string(),
  status: z.enum(proposalStatuses),
  operation: z.enum(operationNames),
  target: z.object({ kind: z.string(), id: z.string() }).describe('What it is to be done to'),
  party: z.string().optional().describe('Whom it is about, by the id here'),
  command: z
    .record(z.string(), z.unknown())
    .optional()
    .describe('What is to be done; absent when who it is about was erased'),
  reason: z.string().optional(),
  by: By.describe('Who proposed it'),
  time: z.string().describe('When, RFC 3339'),
  expires_at: z.string().describe('Until when it can be approved, RFC 3339'),
  decided_by: By.optional(),
  decided_at: z.string().optional().describe('RFC 3339'),
})

export const proposalDocument = (
  proposal: Proposal,
  status: ProposalStatus,
): z.infer<typeof ProposalDocument> => ({
  id: proposal.id,
  status,
  operation: proposal.operation,
  target: { kind: proposal.target.kind, id: proposal.target.id },
  ...(proposal.party !== undefined && { party: proposal.party }),
  ...(proposal.command !== undefined && { command: { ...proposal.command } }),
  ...(proposal.reason !== undefined && { reason: proposal.reason }),
  by: byOf(proposal.by),
  time: utcText(proposal.at),
  expires_at: utcText(proposal.expiresAt),
  ...(proposal.decision && {
    decided_by: byOf(proposal.decision.by),
    decided_at: utcText(proposal.decision.at),
  }),
})

const byOf = ({ id, name, door }: Proposal['by']) => ({ id, name, door })

export const exampleProposal = {
  id: '01a22be4-5c1f-7a53-9f40-2b6d7c1f9a10',
  status: 'open',
  operation: 'key.rotate',
  target: { kind: 'keys', id: 'ES256' },
  command: { alg: 'ES256' },
  reason: 'Every quarter',
  by: { id: 'demo-administrator', name: 'Administrator', door: 'api' },
  time: '2026-11-30T09:00:00+00:00',
  expires_at: '2026-12-07T09:00:00+00:00',
} as const

/** Another one. */
export const otherProposalId = '01a22be4-5c1f-7a53-9f40-2b6d7c1f9a11'

/** What is done, or, where that waits for a second pair of eyes, the proposal that is kept. */
export async function orProposed(work: () => Promise<ApiReply>): Promise<ApiReply> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Proposed)) throw error
    const { proposal } = error
    return {
      status: 202,
      body: proposalDocument(proposal, 'open'),
      headers: { 'Content-Location': `/admin/v1/approvals/${proposal.id}` },
    }
  }
}
