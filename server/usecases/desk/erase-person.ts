import type { PartyId } from '../../domain/ids.ts'
import { basisOf, type KeptBasis, type KeptPart } from '../../domain/operators/erasure.ts'
import { assertOnDuty, type Operator } from '../../domain/operators/operator.ts'
import type { KnownParty } from '../../domain/party.ts'
import { Problem } from '../../domain/problem.ts'
import type { DeskQuery } from '../../ports/desk/desk-query.ts'
import type { PartyStore } from '../../ports/parties/party-store.ts'
import type { LoginSessionStore } from '../../ports/sessions/login-session-store.ts'
import type { UnitOfWork } from '../../ports/unit-of-work.ts'
import { recordAct } from '../steps/record-act.ts'
import { type SeenPorts, seenByTwo } from '../steps/seen-by-two.ts'

interface Ports extends SeenPorts {
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
export const erasePerson = (ports: Ports) =>
  seenByTwo(ports)({
    operation: 'person.erase',
    verb: 'erasePerson',
    target: ({ id }: ErasePerson) => ({ kind: 'party', id }),
    party: ({ id }) => id,
    judge: async ({ id }) => assertPerson(await ports.parties.find(id)),
    run: erase(ports),
  })

const erase =
  ({ units, parties, sessions, deskQuery, ...ports }: Ports) =>
  async ({ operator, id, traceId, ...said }: ErasePerson): Promise<Erasure> => {
    const reason = assertOnDuty(operator, 'person.erase', said.reason)
    assertPerson(await parties.find(id))
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

function assertPerson(party: KnownParty | undefined): void {
  if (party?.kind !== 'person') throw new Problem('party.not-found', 'No such person')
}
