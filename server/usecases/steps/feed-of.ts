import type { Client } from '../../domain/registry/client.ts'
import type { FeedOf } from '../../domain/signals/feed.ts'
import type { PartyStore } from '../../ports/parties/party-store.ts'

/**
 * What a client may hear of: a resource server of consents for its API, every other of those that its organization asks for
 * or carries out.
 */
export const feedOf =
  ({ parties }: { readonly parties: Pick<PartyStore, 'findByIdentifier' | 'findOrAdd'> }) =>
  async ({ resourceServerFor, owner, ownerName }: Client): Promise<FeedOf> => {
    if (resourceServerFor !== undefined) return { kind: 'api', audience: resourceServerFor }
    const party = (await parties.findByIdentifier(owner)) ?? (await parties.findOrAdd(owner, ownerName))
    return { kind: 'party', party: party.id }
  }
