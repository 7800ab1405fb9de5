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
 * the processor before. `undefined` for a token that nobody exchanged.
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
    const by = await ownerOf(actors.at(-1))
    return by && { by, of: (await ownerOf(actors.at(-2))) ?? grantedTo }
  }
