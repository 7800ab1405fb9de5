import type { GrantId, PartyId } from '../../domain/ids.ts'
import {
  type AuthorizationGrant,
  type FormerValidity,
  type GrantStatus,
  grantStatusAt,
} from '../../domain/grants/authorization-grant.ts'
import { deletionStatusAt, type InspectedDeletion } from '../../domain/grants/deletion.ts'
import type { Decision } from '../../domain/requests/decision.ts'
import type { NumberedEvent } from '../../domain/event.ts'
import type { GrantUse } from '../../domain/grants/grant-use.ts'
import type { KnownParty } from '../../domain/party.ts'
import { Problem } from '../../domain/problem.ts'
import type { PrivacyInformation } from '../../domain/registry/privacy-information.ts'
import type { Purpose } from '../../domain/requests/purpose.ts'
import type { Telling } from '../../domain/signals/telling.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Deletions } from '../../ports/grants/deletions.ts'
import type { ConsentQuery } from '../../ports/requests/consent-query.ts'
import type { ConsentStore } from '../../ports/requests/consent-store.ts'
import type { PartyRights } from '../../ports/parties/party-rights.ts'
import type { PartyStore } from '../../ports/parties/party-store.ts'
import type { ClientStore } from '../../ports/registry/client-store.ts'
import type { RegistryStore } from '../../ports/registry/registry-store.ts'
import type { Tellings } from '../../ports/signals/tellings.ts'
import { isSuspended } from '../steps/is-suspended.ts'
import { privacyFor } from '../steps/privacy-for.ts'
import { toldOfWithdrawal } from '../steps/told-of-withdrawal.ts'

interface Ports {
  readonly consents: Pick<ConsentStore, 'findGrant'>
  readonly deletions: Pick<Deletions, 'find'>
  readonly query: Pick<ConsentQuery, 'history'>
  readonly parties: Pick<PartyStore, 'findAll'>
  readonly rights: Pick<PartyRights, 'mayAct'>
  readonly clients: Pick<ClientStore, 'glance'>
  readonly registry: Pick<RegistryStore, 'findPurpose'>
  readonly tellings: Pick<Tellings, 'hearings'>
  readonly clock: Clock
}

export interface ShownGrant {
  readonly grant: AuthorizationGrant
  readonly status: GrantStatus
  readonly purpose: Purpose | undefined
  readonly privacy: PrivacyInformation
  readonly parties: ReadonlyMap<PartyId, KnownParty>
  readonly decision: Decision | undefined
  readonly uses: readonly GrantUse[]
  readonly events: readonly NumberedEvent[]
  readonly former: readonly FormerValidity[]
  /** Who knows that it was withdrawn. */
  readonly told: readonly Telling[]
  /** Whether it was asked that what was fetched is deleted, and what came of that; `undefined` while nobody has. */
  readonly deletion: InspectedDeletion | undefined
  /** Whether the one it was given through may do nothing for now. */
  readonly isSuspended: boolean
}

/** One grant with its whole history, for its giver or who may read the giver's consents. Throws `authorization-grant.not-found`, also for somebody else's. */
export const showGrant =
  ({ consents, deletions, query, parties, registry, clients, rights, tellings, clock }: Ports) =>
  async ({ id, reader }: { id: GrantId; reader: PartyId }): Promise<ShownGrant> => {
    const grant = await consents.findGrant(id)
    if (!grant) throw new Problem('authorization-grant.not-found', 'No such grant', { reason: 'unknown' })
    if (!(await mayRead(rights, grant, reader))) {
      throw new Problem('authorization-grant.not-found', 'No such grant', { reason: 'other-giver' })
    }
    const history = await query.history(id)
    const deletion = await deletions.find(id)
    const now = clock.now()
    const { grantedFor, grantedBy, grantedTo, handledBy } = grant
    const acting = history.events.map(({ by }) => by)
    const involved = [grantedTo, grantedFor, grantedBy, handledBy, ...acting].filter(one => one !== undefined)
    const purpose = await registry.findPurpose(grant.purpose.id, grant.purpose.version)
    return {
      grant,
      status: grantStatusAt(grant, now),
      purpose,
      privacy: await privacyFor({ clients }, grant, purpose),
      parties: await parties.findAll([...new Set(involved)]),
      ...history,
      deletion: deletion && { deletion, status: deletionStatusAt(deletion, now) },
      told: await toldOfWithdrawal({ tellings, clients, parties, clock }, grant),
      isSuspended: await isSuspended(clients, grant.clientId),
    }
  }

const mayRead = (
  rights: Ports['rights'],
  { grantedFor }: AuthorizationGrant,
  actor: PartyId,
): Promise<boolean> =>
  rights.mayAct([{ actor, onBehalfOf: grantedFor, resource: 'consents', action: 'read' }])
