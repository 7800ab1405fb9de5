import { assertOnDuty, type Operator } from '../../../domain/operators/operator.ts'
import type { Client } from '../../../domain/registry/client.ts'
import type { ClientStore } from '../../../ports/registry/client-store.ts'
import type { ClientEntries, Entry } from '../../../ports/registry/registry-entries.ts'
import { clientNow } from '../../steps/client-at-desk.ts'

interface Ports {
  readonly clients: Pick<ClientStore, 'find'>
  readonly clientEntries: Pick<ClientEntries, 'show'>
}

interface ReadClient {
  readonly operator: Operator
  readonly id: string
}

export interface ShownClient {
  readonly client: Client
  /** As the declarative file has it. */
  readonly entry: Entry
}

/** A client as it is now. Throws `caller.forbidden` or `client.unknown`. */
export const readClient =
  ({ clients, clientEntries }: Ports) =>
  async ({ operator, id }: ReadClient): Promise<ShownClient> => {
    assertOnDuty(operator, 'client.read')
    const client = await clientNow({ clients }, id)
    return { client, entry: await clientEntries.show(client) }
  }
