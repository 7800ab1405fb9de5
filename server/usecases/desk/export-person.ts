import type { ExportedParty } from '../../domain/exported-party.ts'
import type { PartyId } from '../../domain/ids.ts'
import { assertOnDuty, type Operator } from '../../domain/operators/operator.ts'
import { Problem } from '../../domain/problem.ts'
import type { PartyStore } from '../../ports/parties/party-store.ts'
import type { UnitOfWork } from '../../ports/unit-of-work.ts'
import { type ActPorts, recordAct } from '../steps/record-act.ts'

interface Ports extends ActPorts {
  readonly parties: Pick<PartyStore, 'find'>
  /** All that is kept about a party, for an operator who answers for why. */
  readonly exportParty: (wanted: {
    readonly about: PartyId
    readonly taker: { readonly operator: string; readonly reason: string }
  }) => Promise<ExportedParty>
  readonly units: { readonly unitOfWork: Pick<UnitOfWork, 'run'> }
}

interface ExportPerson {
  readonly operator: Operator
  readonly id: PartyId
  readonly reason: string
  readonly traceId?: string | undefined
}

/**
 * All that is kept about a person or an organization, to be given to whom it is about, who sees that it was taken. Throws
 * `party.not-found`.
 */
export const exportPerson =
  ({ parties, exportParty, units, ...ports }: Ports) =>
  async ({ operator, id, reason, traceId }: ExportPerson): Promise<ExportedParty> => {
    const said = assertOnDuty(operator, 'person.export', reason)
    if (!(await parties.find(id))) throw new Problem('party.not-found', 'No such party')
    const target = { kind: 'party', id }
    const act = { operator, operation: 'person.export', target, party: id, reason: said, traceId } as const
    await units.unitOfWork.run(() => recordAct(ports)(act))
    return exportParty({ about: id, taker: { operator: operator.id, reason: said ?? '' } })
  }
