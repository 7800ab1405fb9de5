import {
  type AuthorizationGrant,
  type GrantId,
  type RevokeReason,
  revoke,
} from '../domain/authorization-grant.ts'
import { type EventId, grantEvent } from '../domain/event.ts'
import { type PartyId, sameParty } from '../domain/party.ts'
import { Problem } from '../domain/problem.ts'
import type { Clock } from '../ports/clock.ts'
import type { ConsentStore } from '../ports/consent-store.ts'
import type { Ids } from '../ports/ids.ts'

interface Ports {
  readonly consents: Pick<ConsentStore, 'findGrant' | 'saveGrant'>
  readonly clock: Clock
  readonly ids: Ids
}

/** `by` is the giver or the asker; the operator needs no party. */
export type RevokeGrant =
  | { readonly id: GrantId; readonly by: PartyId; readonly reason: 'giver' | 'asker' }
  | { readonly id: GrantId; readonly reason: 'operator' }

/** A use may be saved between our reading and our saving; taking the permission back must not lose to it. */
const attempts = 10

/**
 * Takes the permission back. When it resolves, every code and token under the grant is dead.
 * Throws `authorization-grant.not-found` (also for somebody else's) or `authorization-grant.not-active`.
 */
export const revokeGrant =
  ({ consents, clock, ids }: Ports) =>
  async (command: RevokeGrant): Promise<AuthorizationGrant> => {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const grant = await consents.findGrant(command.id)
      if (!grant || !mayRevoke(grant, command))
        throw new Problem('authorization-grant.not-found', 'No such grant')

      const at = clock.now()
      const by = 'by' in command ? command.by : undefined
      const revoked = revoke(grant, { by, at, reason: command.reason })

      const event = grantEvent('revoked', revoked, { id: ids.uuid() as EventId, by, at })
      if (await consents.saveGrant({ grant: revoked, events: [event] })) return revoked
    }
    throw new Problem('storage.unavailable', 'The grant is changing too fast; try again')
  }

const holder: Record<Exclude<RevokeReason, 'operator'>, 'grantedBy' | 'grantedTo'> = {
  giver: 'grantedBy',
  asker: 'grantedTo',
}

const mayRevoke = (grant: AuthorizationGrant, command: RevokeGrant): boolean =>
  command.reason === 'operator' || sameParty(grant[holder[command.reason]], command.by)
