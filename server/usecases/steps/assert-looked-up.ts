import type { PartyId } from '../../domain/ids.ts'
import { type ActTarget, lookedUpSince } from '../../domain/operators/operator-act.ts'
import type { Operation } from '../../domain/operators/operations.ts'
import { assertOnDuty, type Operator } from '../../domain/operators/operator.ts'
import type { KnownParty } from '../../domain/party.ts'
import { Problem } from '../../domain/problem.ts'
import type { OperatorActs } from '../../ports/operators/operator-acts.ts'
import type { PartyStore } from '../../ports/parties/party-store.ts'
import type { UnitOfWork } from '../../ports/unit-of-work.ts'
import { recordAct } from './record-act.ts'

type RecordPorts = Parameters<typeof recordAct>[0]

export interface LookPorts extends RecordPorts {
  readonly acts: Pick<OperatorActs, 'add' | 'list'>
  readonly parties: Pick<PartyStore, 'find'>
  readonly units: { readonly unitOfWork: UnitOfWork }
}

/** What an operator says who looks at what is somebody's. */
export interface Looking {
  readonly operator: Operator
  readonly reason?: string | undefined
  readonly traceId?: string | undefined
}

interface Looked extends Looking {
  readonly operation: Operation
  readonly party: PartyId
  readonly target: ActTarget
}

/**
 * Whom somebody looks at. Who looks says why, which is kept; who said so lately, when she looked the party up, need not say it
 * again. Throws `party.not-found`, and `request.malformed` for who never said why.
 */
export const assertLookedUp =
  ({ units, parties, ...ports }: LookPorts) =>
  async ({ operator, operation, party: id, target, ...said }: Looked): Promise<KnownParty> => {
    const reason = assertOnDuty(operator, operation, said.reason)
    const party = await parties.find(id)
    if (!party) throw new Problem('party.not-found', 'No such party')
    if (reason === undefined) await assertSaidLately(ports, operator, id)
    else {
      const act = { operator, operation, target, party: id, reason, traceId: said.traceId }
      await units.unitOfWork.run(() => recordAct(ports)(act))
    }
    return party
  }

/** Of what an operator did about one party in a working day, as much as tells whether a reason was given. */
const mostLooked = 20

async function assertSaidLately(
  { acts, clock }: Pick<LookPorts, 'acts' | 'clock'>,
  operator: Operator,
  party: PartyId,
): Promise<void> {
  const from = lookedUpSince(clock.now())
  const { items } = await acts.list({ operatorId: operator.id, party, from }, { limit: mostLooked })
  if (items.some(({ reason }) => reason !== undefined)) return
  throw new Problem('request.malformed', 'Say why: nobody is looked at without a reason', {
    pointer: '/reason',
  })
}
