import { type Holder, sameHolder } from '../../domain/grants/holder.ts'
import { askerOf, type Client } from '../../domain/registry/client.ts'
import type { PartyStore } from '../../ports/parties/party-store.ts'
import type { ClientStore } from '../../ports/registry/client-store.ts'

interface Ports {
  readonly parties: Pick<PartyStore, 'findAllByIdentifier'>
}

/** For whom a client acts; `undefined` when one of them was never seen here, and so holds no permission. */
export const holderOf =
  ({ parties }: Ports) =>
  async (client: Client): Promise<Holder | undefined> => {
    const handler = client.onBehalfOf && client.owner
    const identifiers = [askerOf(client).identifier, ...(handler ? [handler] : [])]
    const [asker, known] = await parties.findAllByIdentifier(identifiers)
    if (!asker || (handler && !known)) return undefined
    return { grantedTo: asker.id, handledBy: known?.id }
  }

interface Claimed {
  readonly face: string
  readonly clientId: string
  /** To whom the permission under it was given; `undefined` for what a client has without one. */
  readonly holder: Holder | undefined
}

/**
 * The client that a token or a permission was given through, as long as it is registered at that face and acts for those
 * whom the permission names; `undefined` from the moment it does not.
 */
export const clientBehind =
  (ports: Ports & { readonly clients: Pick<ClientStore, 'find'> }) =>
  async ({ face, clientId, holder }: Claimed): Promise<Client | undefined> => {
    const client = await ports.clients.find(clientId)
    if (client?.face !== face) return undefined
    if (!holder) return client
    const acts = await holderOf(ports)(client)
    return acts && sameHolder(acts, holder) ? client : undefined
  }
