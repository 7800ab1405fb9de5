import { assertOnDuty, type Operator } from '../../../domain/operators/operator.ts'
import type { ClientStore } from '../../../ports/registry/client-store.ts'
import type { ClientEntries } from '../../../ports/registry/registry-entries.ts'
import { clientNow, type ShownClient } from '../../steps/client-at-desk.ts'

interface Ports {
  readonly clients: Pick<ClientStore, 'registered'>
  readonly clientEntries: Pick<ClientEntries, 'show'>
}

interface ReadClient {
  readonly operator: Operator
  readonly id: string
}

/** A client as it is now. Throws `caller.forbidden` or `client.unknown`. */
export const readClient =
  ({ clients, clientEntries }: Ports) =>
  async ({ operator, id }: ReadClient): Promise<ShownClient> => {
    assertOnDuty(operator, 'client.read')
    const client = await clientNow({ clients }, id)
    return { client, entry: await clientEntries.show(client) }
  }
