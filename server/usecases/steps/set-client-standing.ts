import { assertOnDuty, type Operator } from '../../domain/operators/operator.ts'
import { Problem } from '../../domain/problem.ts'
import type { ClientStore } from '../../ports/registry/client-store.ts'
import type { UnitOfWork } from '../../ports/unit-of-work.ts'
import { type ActPorts, recordAct } from './record-act.ts'

export interface StandingPorts extends ActPorts {
  readonly clients: Pick<ClientStore, 'registered' | 'suspend' | 'resume'>
  readonly units: { readonly unitOfWork: Pick<UnitOfWork, 'run'> }
}

interface SetStanding {
  readonly operator: Operator
  readonly operation: 'client.suspend' | 'client.resume'
  readonly id: string
  readonly reason?: string | undefined
  readonly traceId?: string | undefined
}

/** Suspends or resumes a client, with an act of what changed. Throws `caller.forbidden` or `client.unknown`. */
export const setStanding =
  ({ clients, units, ...ports }: StandingPorts) =>
  async ({ operator, operation, id, traceId, ...said }: SetStanding): Promise<void> => {
    const reason = assertOnDuty(operator, operation, said.reason)
    await units.unitOfWork.run(async () => {
      const isSuspending = operation === 'client.suspend'
      const isChanged = await (isSuspending ? clients.suspend(id) : clients.resume(id))
      if (!isChanged) return assertThere(await clients.registered(id), id)
      const [before, after] = [{ suspended: !isSuspending }, { suspended: isSuspending }]
      await recordAct(ports)({
        operator,
        operation,
        target: { kind: 'client', id },
        reason,
        before,
        after,
        traceId,
      })
    })
  }

function assertThere(client: unknown, id: string): void {
  if (!client) throw new Problem('client.unknown', `There is no client ${id}`)
}
