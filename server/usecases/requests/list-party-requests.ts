import { type InspectedRequest, inspectedRequestAt } from '../../domain/requests/consent-request.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ConsentQuery, Counted, PartyRequestFilter } from '../../ports/requests/consent-query.ts'

interface Ports {
  readonly query: Pick<ConsentQuery, 'partyRequests'>
  readonly clock: Clock
}

/** What a party asked and was asked, with its status at this moment, newest first. */
export const listPartyRequests =
  ({ query, clock }: Ports) =>
  async (
    filter: PartyRequestFilter,
    page: { readonly offset: number; readonly limit: number },
  ): Promise<Counted<InspectedRequest>> => {
    const { items, total } = await query.partyRequests(filter, page)
    const now = clock.now()
    return { items: items.map(request => inspectedRequestAt(request, now)), total }
  }
