import { assertOnDuty, type Operator } from '../../../domain/operators/operator.ts'
import { Problem } from '../../../domain/problem.ts'
import type { RegisteredRight, RightId } from '../../../domain/rights/party-right.ts'
import type { PartyRightStore } from '../../../ports/parties/party-rights.ts'
import type { PartyStore } from '../../../ports/parties/party-store.ts'
import type { UnitOfWork } from '../../../ports/unit-of-work.ts'
import { type ActPorts, recordAct } from '../../steps/record-act.ts'
import { personOf, statedRight } from '../../steps/right-at-desk.ts'

interface Ports extends ActPorts {
  readonly rights: Pick<PartyRightStore, 'end' | 'find'>
  readonly parties: Pick<PartyStore, 'findAll'>
  readonly units: { readonly unitOfWork: Pick<UnitOfWork, 'run'> }
}

interface EndRight {
  readonly operator: Operator
  readonly id: RightId
  readonly reason: string | undefined
  readonly traceId?: string | undefined
}

/**
 * Ends a right at once; it stays on record. Throws `caller.forbidden`, `request.malformed` without a reason, `right.not-found`, or
 * `right.ended` for one that has ended before.
 */
export const endRight =
  ({ rights, parties, units, ...ports }: Ports) =>
  async ({ operator, id, reason, traceId }: EndRight): Promise<RegisteredRight> => {
    const said = assertOnDuty(operator, 'right.end', reason)
    return units.unitOfWork.run(async () => {
      const before = await rights.find(id)
      if (!before) throw new Problem('right.not-found', 'There is no such right')
      const ended = await rights.end([id], { by: operator.name, how: 'ended' })
      if (ended === 0) throw new Problem('right.ended', 'The right has ended already')
      const { actor, onBehalfOf } = before
      const known = await parties.findAll([actor, onBehalfOf])
      await recordAct(ports)({
        operator,
        operation: 'right.end',
        target: { kind: 'right', id },
        party: personOf(known.get(actor)!, known.get(onBehalfOf)!),
        reason: said,
        before: statedRight(before),
        traceId,
      })
      return (await rights.find(id)) ?? before
    })
  }
