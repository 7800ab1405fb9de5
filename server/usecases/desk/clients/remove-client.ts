import { assertOnDuty } from '../../../domain/operators/operator.ts'
import type { ClientStore } from '../../../ports/registry/client-store.ts'
import type { ClientEntries } from '../../../ports/registry/registry-entries.ts'
import type { UnitOfWork } from '../../../ports/unit-of-work.ts'
import { type ClientCommand, clientNow, staleClient, statedClient } from '../../steps/client-at-desk.ts'
import { recordAct } from '../../steps/record-act.ts'
import { type SeenPorts, seenByTwo } from '../../steps/seen-by-two.ts'

interface Ports extends SeenPorts {
  readonly clients: Pick<ClientStore, 'registered' | 'remove'>
  readonly clientEntries: Pick<ClientEntries, 'show'>
  readonly units: { readonly unitOfWork: UnitOfWork }
}

interface RemoveClient extends ClientCommand {
  /** The version that is removed. */
  readonly version: number
}

/**
 * Removes a client for good: from now on its tokens are dead and nobody gets its id again. Its grants end soon after, by
 * themselves. Throws `caller.forbidden`, `client.unknown` or `version.stale`.
 */
export const removeClient = (ports: Ports) =>
  seenByTwo(ports)({
    operation: 'client.remove',
    verb: 'removeClient',
    target: ({ id }: RemoveClient) => ({ kind: 'client', id }),
    async judge({ id, version }) {
      if ((await clientNow(ports, id)).version !== version) throw staleClient(id)
    },
    run: remove(ports),
  })

const remove =
  ({ clients, clientEntries, units, ...ports }: Ports) =>
  async ({ operator, id, version, reason, traceId }: RemoveClient): Promise<void> => {
    const said = assertOnDuty(operator, 'client.remove', reason)
    await units.unitOfWork.run(async () => {
      const client = await clientNow({ clients }, id)
      const before = await statedClient(clientEntries, client)
      if (!(await clients.remove(id, version))) throw staleClient(id)
      ports.audit.record({ what: 'client.removed', clientId: id })
      await recordAct(ports)({
        operator,
        operation: 'client.remove',
        target: { kind: 'client', id },
        reason: said,
        before,
        traceId,
      })
    })
  }
