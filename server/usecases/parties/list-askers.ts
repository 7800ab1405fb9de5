import type { PartyId } from '../../domain/ids.ts'
import type { Party } from '../../domain/party.ts'
import type { ConsentQuery, GrantFilter, Page, PageRequest } from '../../ports/requests/consent-query.ts'
import type { PartyStore } from '../../ports/parties/party-store.ts'

interface Ports {
  readonly query: Pick<ConsentQuery, 'askers'>
  readonly parties: Pick<PartyStore, 'findAll'>
}

export interface ListedAsker {
  readonly id: PartyId
  readonly party: Party | undefined
  /** How many consents they have. */
  readonly count: number
  readonly newest: Date
}

/** Those who got something of a party's, the latest first. */
export const listAskers =
  ({ query, parties }: Ports) =>
  async (
    giver: PartyId,
    standing: GrantFilter['standing'],
    page: PageRequest,
  ): Promise<Page<ListedAsker>> => {
    const { items, next } = await query.askers({ grantedFor: giver, standing }, page)
    const named = await parties.findAll(items.map(({ asker }) => asker))
    return {
      items: items.map(({ asker, count, newest }) => ({ id: asker, party: named.get(asker), count, newest })),
      next,
    }
  }
