import type { AuthorizationGrant } from '../../domain/grants/authorization-grant.ts'
import type { OnBehalf } from '../../domain/grants/grant-use.ts'
import type { PartyId } from '../../domain/ids.ts'
import type { PartyStore } from '../../ports/parties/party-store.ts'
import type { ClientStore } from '../../ports/registry/client-store.ts'

interface Ports {
  readonly clients: Pick<ClientStore, 'find'>
  readonly parties: Pick<PartyStore, 'findOrAdd'>
}

/**
 * Who uses a consent by a token that these clients exchanged, the first one first, and for whom: the one it was given to, or
 * the processor before that is somebody else. `undefined` when the one it was given to uses it, also by an exchanged token.
 */
export const onBehalfOf =
  ({ clients, parties }: Ports) =>
  async (
    { grantedTo }: Pick<AuthorizationGrant, 'grantedTo'>,
    actors: readonly string[],
  ): Promise<OnBehalf | undefined> => {
    const ownerOf = async (id: string | undefined): Promise<PartyId | undefined> => {
      const client = id === undefined ? undefined : await clients.find(id)
      return client && (await parties.findOrAdd(client.owner, client.ownerName)).id
    }
    const [last, ...before] = actors.toReversed()
    const by = await ownerOf(last)
    if (by === undefined || by === grantedTo) return undefined
    for (const id of before) {
      const of = await ownerOf(id)
      if (of !== undefined && of !== by) return { by, of }
    }
    return { by, of: grantedTo }
  }
