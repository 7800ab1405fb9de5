import type { ActTarget, OperatorActId } from '../../domain/operators/operator-act.ts'
import type { Operation } from '../../domain/operators/operations.ts'
import type { Operator } from '../../domain/operators/operator.ts'
import type { PartyId } from '../../domain/ids.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Ids } from '../../ports/ids.ts'
import type { AuditLog } from '../../ports/ledger/audit-log.ts'
import type { OperatorActs } from '../../ports/operators/operator-acts.ts'

export interface ActPorts {
  readonly acts: Pick<OperatorActs, 'add'>
  readonly audit: Pick<AuditLog, 'record'>
  readonly clock: Clock
  readonly ids: Pick<Ids, 'uuid'>
}

interface Done {
  readonly operator: Operator
  readonly operation: Operation
  readonly target: ActTarget
  readonly party?: PartyId | undefined
  readonly reason?: string | undefined
  readonly before?: unknown
  readonly after?: unknown
  readonly traceId?: string | undefined
}

/** Keeps what an operator did, and puts it on record. Within the unit of work of what was done, so that neither is without the other. */
export const recordAct =
  ({ acts, audit, clock, ids }: ActPorts) =>
  async ({ operator: { id, name, door }, ...done }: Done): Promise<void> => {
    await acts.add({
      ...done,
      id: ids.uuid() as OperatorActId,
      at: clock.now(),
      operator: { id, name, door },
    })
    audit.record({
      what: 'operator.acted',
      operator: id,
      door,
      operation: done.operation,
      target: `${done.target.kind} ${done.target.id}`,
      partyId: done.party,
      reason: done.party === undefined ? done.reason : undefined,
    })
  }
