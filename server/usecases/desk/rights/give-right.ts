import { assertOnDuty, type Operator } from '../../../domain/operators/operator.ts'
import type { RegisteredRight } from '../../../domain/rights/party-right.ts'
import { readRight, vouchFor, type WrittenRight } from '../../../domain/rights/stated-right.ts'
import type { PartyRightStore } from '../../../ports/parties/party-rights.ts'
import type { PartyStore } from '../../../ports/parties/party-store.ts'
import type { UnitOfWork } from '../../../ports/unit-of-work.ts'
import { type ActPorts, recordAct } from '../../steps/record-act.ts'
import { personOf, statedRight } from '../../steps/right-at-desk.ts'

interface Ports extends ActPorts {
  readonly rights: Pick<PartyRightStore, 'give' | 'standing'>
  readonly parties: Pick<PartyStore, 'findOrAdd'>
  readonly units: { readonly unitOfWork: Pick<UnitOfWork, 'run'> }
}

interface GiveRight {
  readonly operator: Operator
  readonly right: WrittenRight
  readonly reason?: string | undefined
  readonly traceId?: string | undefined
}

/**
 * Registers that one party may act for another; another statement about the same takes the place of the one before. What is
 * said already changes nothing. Throws `caller.forbidden`, or `right.malformed` with the member at fault.
 */
export const giveRight =
  ({ rights, parties, units, ...ports }: Ports) =>
  async ({ operator, right: written, reason, traceId }: GiveRight): Promise<RegisteredRight> => {
    const said = assertOnDuty(operator, 'right.give', reason)
    const stated = readRight(written)
    return units.unitOfWork.run(async () => {
      const actor = await parties.findOrAdd(stated.actor)
      const onBehalfOf = await parties.findOrAdd(stated.onBehalfOf)
      const sides = { actor: actor.id, onBehalfOf: onBehalfOf.id }
      const [before] = await rights.standing([{ ...stated, ...sides }])
      const now = ports.clock.now()
      const [given] = await rights.give(
        [vouchFor(stated, { ...sides, source: 'desk', before, now })],
        operator.name,
      )
      if (before?.id === given!.id) return before
      await recordAct(ports)({
        operator,
        operation: 'right.give',
        target: { kind: 'right', id: given!.id },
        party: personOf(actor, onBehalfOf),
        reason: said,
        before: before && statedRight(before),
        after: statedRight(given!),
        traceId,
      })
      return given!
    })
  }
