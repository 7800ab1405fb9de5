import { createHash } from 'node:crypto'
import type { Proposal, ProposalId } from '../../../server/domain/operators/proposal.ts'
import type { ProposalFilter, Proposals } from '../../../server/ports/operators/proposals.ts'
import type { Sealer } from '../../../server/ports/sealer.ts'
import { cursors as cursorsUnder } from '../cursor.ts'
import type { Connection, KnexUnitOfWork } from '../database/transaction.ts'
import type { PrivateTexts } from '../parties/private-texts.ts'
import {
  type OperatorProposalRow,
  proposalPlace,
  selectOperatorProposal,
  toProposal,
} from '../rows/operator-proposal.ts'

interface Materials extends Pick<KnexUnitOfWork, 'connection'> {
  readonly sealer: Pick<Sealer, 'seal' | 'open'>
  readonly texts: PrivateTexts
}

const insert = `insert into operator_proposal
  (id, at, expires_at, operation, verb, target_kind, target_id, party, told, sealed, by_id, by_name, by_door)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $10, $11, $12, $13)`

const lock = `select id from operator_proposal where id = $1 for update`

const decide = `update operator_proposal
  set decision = $2, decided_at = $3, decided_by_id = $4, decided_by_name = $5, decided_by_door = $6
  where id = $1`

const page = `${selectOperatorProposal}
  where ($1::timestamptz is null or (a.at, a.id) < ($1::timestamptz, $2::uuid))
    and a.operation = any($4) and (not $5::boolean or a.decision is null)
  order by a.at desc, a.id desc limit $3`

/** What operators proposed, newest first. */
export function knexProposals({ connection, sealer, texts }: Materials): Proposals {
  const cursors = cursorsUnder(sealer)
  const find = async (id: ProposalId): Promise<Proposal | undefined> => {
    const [row] = await connection().read<OperatorProposalRow>(`${selectOperatorProposal} where a.id = $1`, [
      id,
    ])
    return row && toProposal(row, texts)
  }
  return {
    find,
    async add(proposal) {
      const on = connection()
      const { told, sealed } = await kept(on, proposal, texts)
      const { id, at, expiresAt, operation, verb, target, party, by } = proposal
      const what = [id, at, expiresAt, operation, verb, target.kind, target.id, party, told, sealed]
      await on.write(insert, [...what, by.id, by.name, by.door])
    },

    async hold(id) {
      await connection().write(lock, [id])
      return find(id)
    },

    async decide({ id, decision }) {
      if (!decision) throw new Error(`Nobody has decided the proposal ${id}`)
      const { what, at, by } = decision
      await connection().write(decide, [id, what, at, by.id, by.name, by.door])
    },

    async list(filter, { after, limit }) {
      const list = listOf(filter)
      const from = cursors.parse({ after, limit }, list)
      const { operations, undecided } = filter
      const values = [from?.createdAt, from?.id, limit + 1, operations, undecided]
      const rows = await connection().read<OperatorProposalRow>(page, values)
      const places = rows.map(row => ({ createdAt: row.at, id: row.id, proposal: toProposal(row, texts) }))
      const { items, next } = cursors.page(places, limit, list)
      return { items: items.map(({ proposal }) => proposal), next }
    },
  }
}

/** What is about a party is sealed under her key. */
async function kept(on: Connection, { id, party, command, reason }: Proposal, texts: PrivateTexts) {
  const told = JSON.stringify({ command, reason })
  if (party === undefined) return { told, sealed: undefined }
  return { told: undefined, sealed: (await texts.keyFor(on, party)).seal(told, proposalPlace(id)) }
}

/** Cursors are good for the same list only. */
const listOf = (filter: ProposalFilter): string =>
  `operator-proposals/${createHash('sha256').update(JSON.stringify(filter)).digest('base64url')}`
