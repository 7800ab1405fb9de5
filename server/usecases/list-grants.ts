import { type AuthorizationGrant, type GrantStatus, grantStatusAt } from '../domain/authorization-grant.ts'
import type { Party, PartyId } from '../domain/party.ts'
import type { Purpose } from '../domain/purpose.ts'
import type { Clock } from '../ports/clock.ts'
import type { ConsentQuery, Page, PageRequest } from '../ports/consent-query.ts'
import type { PartyStore } from '../ports/party-store.ts'
import type { RegistryStore } from '../ports/registry-store.ts'

interface Ports {
  readonly query: Pick<ConsentQuery, 'grants'>
  readonly parties: Pick<PartyStore, 'findAll'>
  readonly registry: Pick<RegistryStore, 'findPurpose'>
  readonly clock: Clock
}

export interface ListedGrant {
  readonly grant: AuthorizationGrant
  readonly status: GrantStatus
  readonly grantedTo: Party | undefined
  readonly purpose: Purpose | undefined
}

/** What was given of a party's, newest first. */
export const listGrants =
  ({ query, parties, registry, clock }: Ports) =>
  async (
    giver: PartyId,
    standing: 'active' | 'ended' | 'any',
    page: PageRequest,
  ): Promise<Page<ListedGrant>> => {
    const { items, next } = await query.grants({ grantedFor: giver, standing }, page)
    const named = await parties.findAll(items.map(grant => grant.grantedTo))
    const now = clock.now()
    const listed = items.map(async grant => ({
      grant,
      status: grantStatusAt(grant, now),
      grantedTo: named.get(grant.grantedTo),
      purpose: await registry.findPurpose(grant.purpose.id, grant.purpose.version),
    }))
    return { items: await Promise.all(listed), next }
  }
