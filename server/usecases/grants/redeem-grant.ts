import {
  type AuthorizationGrant,
  beginUse,
  exhaust,
  type GrantId,
} from '../../domain/grants/authorization-grant.ts'
import { type EventId, type EventType, grantEvent } from '../../domain/event.ts'
import { Problem } from '../../domain/problem.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ConsentStore } from '../../ports/requests/consent-store.ts'
import type { Ids } from '../../ports/ids.ts'

interface Ports {
  readonly consents: Pick<ConsentStore, 'addUse' | 'findGrant' | 'saveGrant'>
  readonly clock: Clock
  readonly ids: Ids
}

export interface RedeemGrant {
  readonly id: GrantId
  readonly clientId: string
  /** What for, shown to the giver. */
  readonly what: string
  readonly traceId: string | undefined
  /** Whether this use is the last one; a single-use grant is used up in any case. */
  readonly exhausts: boolean
}

/** Others may change the grant between our reading and our saving. */
const attempts = 20

/**
 * Records that the permission was used, for a token that carries it away. When it resolves, the grant stood at that moment;
 * of two that use it up exactly one resolves. Throws `authorization-grant.not-found` or `authorization-grant.not-active`.
 */
export const redeemGrant =
  (ports: Ports) =>
  async (command: RedeemGrant): Promise<void> => {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const grant = await ports.consents.findGrant(command.id)
      if (!grant) throw new Problem('authorization-grant.not-found', 'No such grant')
      const isLast = command.exhausts || grant.singleUse
      if (await (isLast ? useUp : useAgain)(ports, grant, command)) return
    }
    throw new Problem('storage.unavailable', 'The grant is changing too fast; try again')
  }

function useUp(ports: Ports, grant: AuthorizationGrant, command: RedeemGrant): Promise<boolean> {
  const at = ports.clock.now()
  const exhausted = exhaust(grant, at)
  const events = eventsOf(ports, exhausted, { types: ['used', 'exhausted'], at })
  return ports.consents.saveGrant({ grant: exhausted, events, use: useOf(command, at) })
}

function useAgain(ports: Ports, grant: AuthorizationGrant, command: RedeemGrant): Promise<boolean> {
  const at = ports.clock.now()
  beginUse(grant, { at, seconds: 0 })
  const events = eventsOf(ports, grant, { types: ['used'], at })
  return ports.consents.addUse(useOf(command, at), events)
}

const useOf = ({ id, clientId, what, traceId }: RedeemGrant, at: Date) => ({
  grantId: id,
  at,
  clientId,
  what,
  traceId,
})

const eventsOf = (
  { ids }: Ports,
  grant: AuthorizationGrant,
  { types, at }: { types: readonly EventType[]; at: Date },
) => types.map(type => grantEvent(type, grant, { id: ids.uuid() as EventId, by: grant.grantedTo, at }))
