import type { PartyId } from '../../domain/ids.ts'
import { type InspectedGrant, inspectedGrantAt } from '../../domain/grants/authorization-grant.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ConsentQuery, Counted } from '../../ports/requests/consent-query.ts'

interface Ports {
  readonly query: Pick<ConsentQuery, 'partyGrants'>
  readonly clock: Clock
}

/** What a party got and what was given of its own, through every face, with its status at this moment, newest first. */
export const listPartyGrants =
  ({ query, clock }: Ports) =>
  async (
    party: PartyId,
    page: { readonly offset: number; readonly limit: number },
  ): Promise<Counted<InspectedGrant>> => {
    const { items, total } = await query.partyGrants(party, page)
    const now = clock.now()
    return { items: items.map(grant => inspectedGrantAt(grant, now)), total }
  }
