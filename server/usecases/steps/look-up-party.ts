import type { Operation } from '../../domain/operators/operations.ts'
import { assertOnDuty, type Operator } from '../../domain/operators/operator.ts'
import type { KnownParty, PartyIdentifier } from '../../domain/party.ts'
import type { PartyStore } from '../../ports/parties/party-store.ts'
import type { UnitOfWork } from '../../ports/unit-of-work.ts'
import { recordAct } from './record-act.ts'

interface Ports extends RecordPorts {
  readonly parties: Pick<PartyStore, 'findByIdentifier'>
  readonly units: { readonly unitOfWork: UnitOfWork }
}

type RecordPorts = Parameters<typeof recordAct>[0]

/** What an operator says who looks somebody up. */
export interface LookUp {
  readonly operator: Operator
  readonly number: string
  readonly reason: string
  readonly traceId?: string | undefined
}

interface Sought extends Omit<LookUp, 'number'> {
  readonly operation: Operation
  readonly identify: () => PartyIdentifier
}

/** Whom a number is of, if anybody was ever seen with it. That somebody looked is kept in either case, the number in none. */
export const lookUpParty =
  ({ units, parties, ...ports }: Ports) =>
  async ({ operator, operation, identify, ...said }: Sought): Promise<KnownParty | undefined> => {
    const reason = assertOnDuty(operator, operation, said.reason)
    const identifier = identify()
    return units.unitOfWork.run(async () => {
      const found = await parties.findByIdentifier(identifier)
      await recordAct(ports)({
        operator,
        operation,
        target: { kind: 'party', id: found?.id ?? 'nobody' },
        party: found?.id,
        reason,
        traceId: said.traceId,
      })
      return found
    })
  }
