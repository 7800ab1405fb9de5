import type { PartyId } from '../../domain/ids.ts'
import { basisOf, type KeptBasis, type KeptPart } from '../../domain/operators/erasure.ts'
import { assertOnDuty, type Operator } from '../../domain/operators/operator.ts'
import { Problem } from '../../domain/problem.ts'
import type { DeskQuery } from '../../ports/desk/desk-query.ts'
import type { PartyStore } from '../../ports/parties/party-store.ts'
import type { LoginSessionStore } from '../../ports/sessions/login-session-store.ts'
import type { UnitOfWork } from '../../ports/unit-of-work.ts'
import { recordAct } from '../steps/record-act.ts'

type RecordPorts = Parameters<typeof recordAct>[0]

interface Ports extends RecordPorts {
  readonly parties: Pick<PartyStore, 'find' | 'forget'>
  readonly sessions: Pick<LoginSessionStore, 'endOfParty'>
  readonly deskQuery: Pick<DeskQuery, 'left'>
  readonly units: { readonly unitOfWork: UnitOfWork }
}

interface ErasePerson {
  readonly operator: Operator
  readonly id: PartyId
  /** Kept in plain words after her: it names nobody. */
  readonly reason: string
  readonly traceId?: string | undefined
}

export interface Erasure {
  readonly sessionsEnded: number
  /** What stays, and on which basis; nothing of it can be read as hers. */
  readonly kept: readonly { readonly what: KeptPart; readonly count: number; readonly basis: KeptBasis }[]
  /** Consents that were not withdrawn, and may still be used by those who got them. */
  readonly activeGrants: number
}

/**
 * Erases what can be read about a person, for good, and logs her out. The ledger verifies as before. Repeating it changes
 * nothing. Throws `party.not-found` for who is no person.
 */
export const erasePerson =
  ({ units, parties, sessions, deskQuery, ...ports }: Ports) =>
  async ({ operator, id, traceId, ...said }: ErasePerson): Promise<Erasure> => {
    const reason = assertOnDuty(operator, 'person.erase', said.reason)
    const party = await parties.find(id)
    if (party?.kind !== 'person') throw new Problem('party.not-found', 'No such person')
    return units.unitOfWork.run(async () => {
      const sessionsEnded = await sessions.endOfParty(id)
      await parties.forget(id)
      const target = { kind: 'party', id }
      // Not as an act about her: the reason would be sealed under the key that was thrown away.
      await recordAct(ports)({ operator, operation: 'person.erase', target, reason, traceId })
      const { activeGrants, ...left } = await deskQuery.left(id)
      const parts = Object.entries(left) as [KeptPart, number][]
      return {
        sessionsEnded,
        kept: parts.map(([what, count]) => ({ what, count, basis: basisOf[what] })),
        activeGrants,
      }
    })
  }
