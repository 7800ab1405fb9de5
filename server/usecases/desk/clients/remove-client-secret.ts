import { assertOnDuty } from '../../../domain/operators/operator.ts'
import { Problem } from '../../../domain/problem.ts'
import type { Client } from '../../../domain/registry/client.ts'
import type { ClientStore } from '../../../ports/registry/client-store.ts'
import type { UnitOfWork } from '../../../ports/unit-of-work.ts'
import { type ClientCommand, clientNow, staleClient } from '../../steps/client-at-desk.ts'
import { recordAct } from '../../steps/record-act.ts'
import { type SeenPorts, seenByTwo } from '../../steps/seen-by-two.ts'

interface Ports extends SeenPorts {
  readonly clients: Pick<ClientStore, 'registered' | 'save'>
  readonly units: { readonly unitOfWork: Pick<UnitOfWork, 'run'> }
}

interface RemoveSecret extends ClientCommand {
  readonly secretId: string
}

/**
 * Ends one secret of a client at once, beside which it has another. Throws `caller.forbidden`, `client.unknown`,
 * `client-secret.unknown`, `client-secret.last` or `version.stale`.
 */
export const removeClientSecret = (ports: Ports) =>
  seenByTwo(ports)({
    operation: 'client.rotate_secret',
    verb: 'removeClientSecret',
    target: ({ id }: RemoveSecret) => ({ kind: 'client', id }),
    async judge({ id, secretId }) {
      secretsBeside(await clientNow(ports, id), secretId)
    },
    run: remove(ports),
  })

const remove =
  ({ clients, units, ...ports }: Ports) =>
  async ({ operator, id, secretId, reason, traceId }: RemoveSecret): Promise<void> => {
    const said = assertOnDuty(operator, 'client.rotate_secret', reason)
    await units.unitOfWork.run(async () => {
      const client = await clientNow({ clients }, id)
      const rest = secretsBeside(client, secretId)
      if (!(await clients.save({ ...client, secrets: rest }))) throw staleClient(id)
      ports.audit.record({ what: 'client.changed', clientId: id })
      await recordAct(ports)({
        operator,
        operation: 'client.rotate_secret',
        target: { kind: 'client', id },
        reason: said,
        before: { secrets: client.secrets.map(one => one.id) },
        after: { secrets: rest.map(one => one.id) },
        traceId,
      })
    })
  }

function secretsBeside({ id, secrets }: Client, secretId: string): Client['secrets'] {
  const rest = secrets.filter(one => one.id !== secretId)
  if (rest.length === secrets.length) {
    throw new Problem('client-secret.unknown', `The client ${id} has no secret ${secretId}`)
  }
  if (rest.length > 0) return rest
  throw new Problem('client-secret.last', `It is the only secret of the client ${id}; make a new one first`)
}
