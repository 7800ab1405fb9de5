import type { PartyId } from '../../domain/ids.ts'
import type { PartyStore } from '../../ports/parties/party-store.ts'
import type { RegistryStore } from '../../ports/registry/registry-store.ts'
import type { ConsentQuery, Page, PageRequest } from '../../ports/requests/consent-query.ts'
import { lookedFor } from '../steps/looked-for.ts'
import { type ListedRequest, nameRequests } from '../steps/name-requests.ts'

interface Ports {
  readonly query: Pick<ConsentQuery, 'requests' | 'everyDeclined'>
  readonly parties: Pick<PartyStore, 'findAll'>
  readonly registry: Pick<RegistryStore, 'findPurpose' | 'listPurposes'>
}

/** One page, of everything or of what is looked for. */
export interface WantedDeclined extends PageRequest {
  /** A part of the asker's name or of the purpose's, in any language. */
  readonly search?: string | undefined
}

/** What was declined of a party's, newest first; whether anybody may read it is not asked. */
export const listDeclinedRequests =
  (ports: Ports) =>
  async (requestedFrom: PartyId, { search, ...page }: WantedDeclined): Promise<Page<ListedRequest>> => {
    const askersOf = () => ports.query.everyDeclined(requestedFrom)
    const matching = search === undefined ? undefined : await lookedFor(ports, search, askersOf)
    const filter = { requestedFrom, standing: 'rejected', matching } as const
    const { items, next } = await ports.query.requests(filter, page)
    return { items: await nameRequests(ports, items), next }
  }
