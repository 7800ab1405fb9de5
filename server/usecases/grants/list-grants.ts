import type { PartyId } from '../../domain/ids.ts'
import {
  type AuthorizationGrant,
  type GrantStatus,
  grantStatusAt,
} from '../../domain/grants/authorization-grant.ts'
import type { Party } from '../../domain/party.ts'
import type { Purpose } from '../../domain/requests/purpose.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ConsentQuery, Page, PageRequest } from '../../ports/requests/consent-query.ts'
import type { PartyStore } from '../../ports/parties/party-store.ts'
import type { RegistryStore } from '../../ports/registry/registry-store.ts'
import { lookedFor } from '../steps/looked-for.ts'

interface Ports {
  readonly query: Pick<ConsentQuery, 'grants' | 'everyAsker' | 'lastUses'>
  readonly parties: Pick<PartyStore, 'findAll'>
  readonly registry: Pick<RegistryStore, 'findPurpose' | 'listPurposes'>
  readonly clock: Clock
}

export interface ListedGrant {
  readonly grant: AuthorizationGrant
  readonly status: GrantStatus
  readonly grantedTo: Party | undefined
  readonly purpose: Purpose | undefined
  /** `undefined` when it was never used. */
  readonly lastUsed: Date | undefined
}

/** One page, of everything or of what is looked for. */
export interface WantedGrants extends PageRequest {
  readonly grantedTo?: PartyId | undefined
  /** A part of the asker's name or of the purpose's, in any language. */
  readonly search?: string | undefined
}

/** What was given of a party's, newest first. */
export const listGrants =
  ({ query, parties, registry, clock }: Ports) =>
  async (
    giver: PartyId,
    standing: 'active' | 'ended' | 'any',
    { grantedTo, search, ...page }: WantedGrants,
  ): Promise<Page<ListedGrant>> => {
    const among =
      search === undefined ? undefined : await lookedFor({ registry }, search, () => query.everyAsker(giver))
    const filter = { grantedFor: giver, standing, grantedTo, among }
    const { items, next } = await query.grants(filter, page)
    const named = await parties.findAll(items.map(grant => grant.grantedTo))
    const used = await query.lastUses(items.map(({ id }) => id))
    const now = clock.now()
    const listed = items.map(async grant => ({
      grant,
      status: grantStatusAt(grant, now),
      grantedTo: named.get(grant.grantedTo),
      purpose: await registry.findPurpose(grant.purpose.id, grant.purpose.version),
      lastUsed: used.get(grant.id),
    }))
    return { items: await Promise.all(listed), next }
  }
