import type { PartyStore } from '../../ports/parties/party-store.ts'
import type { RegistryStore } from '../../ports/registry/registry-store.ts'
import type { ConsentQuery, Page, PageRequest } from '../../ports/requests/consent-query.ts'
import { type ListedRequest, nameRequests } from '../steps/name-requests.ts'
import { type WaitingRequests, waitingOf } from '../steps/waiting-requests.ts'

interface Ports {
  readonly query: Pick<ConsentQuery, 'requests'>
  readonly parties: Pick<PartyStore, 'findAll'>
  readonly registry: Pick<RegistryStore, 'findPurpose'>
}

/** What waits for an answer right now, of the one it is about or of the reader; whether she may read it is not asked. */
export const listWaitingRequests =
  (ports: Ports) =>
  async (shown: WaitingRequests, page: PageRequest): Promise<Page<ListedRequest>> => {
    const { items, next } = await ports.query.requests({ ...waitingOf(shown), standing: 'pending' }, page)
    return { items: await nameRequests(ports, items), next }
  }
