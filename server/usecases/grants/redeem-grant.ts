import type { EventId, GrantId } from '../../domain/ids.ts'
import { type AuthorizationGrant, beginUse, exhaust } from '../../domain/grants/authorization-grant.ts'
import { type EventType, grantEvent } from '../../domain/event.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ConsentStore } from '../../ports/requests/consent-store.ts'
import type { Ids } from '../../ports/ids.ts'
import { changeGrant } from '../steps/change-grant.ts'

interface Ports {
  readonly consents: Pick<ConsentStore, 'addUse' | 'findGrant' | 'saveGrant'>
  readonly clock: Clock
  readonly ids: Ids
}

export interface RedeemGrant {
  readonly id: GrantId
  /** The grant as the caller has read it already. */
  readonly read?: AuthorizationGrant | undefined
  readonly clientId: string
  /** What for, shown to the giver. */
  readonly what: string
  readonly traceId: string | undefined
  /** Whether this use is the last one; a single-use grant is used up in any case. */
  readonly exhausts: boolean
}

const types: readonly EventType[] = ['used', 'exhausted']

/**
 * Records that the permission was used, for a token that carries it away. It resolves only when the grant is active at that
 * moment; of two that use it up exactly one resolves. Throws `authorization-grant.not-found` or `authorization-grant.not-active`.
 */
export const redeemGrant =
  (ports: Ports) =>
  (command: RedeemGrant): Promise<AuthorizationGrant> =>
    changeGrant(ports, command, grant => {
      const isLast = command.exhausts || grant.singleUse
      return (isLast ? useUp : useAgain)(ports, grant, command)
    })

type Used = Promise<AuthorizationGrant | undefined>

async function useUp(ports: Ports, grant: AuthorizationGrant, command: RedeemGrant): Used {
  const at = ports.clock.now()
  const exhausted = exhaust(grant, at)
  const events = types.map(type => eventOf(ports, exhausted, { type, at }))
  const use = useOf(command, at)
  return (await ports.consents.saveGrant({ grant: exhausted, events, use })) ? exhausted : undefined
}

async function useAgain(ports: Ports, grant: AuthorizationGrant, command: RedeemGrant): Used {
  const at = ports.clock.now()
  beginUse(grant, { at, seconds: 0 })
  const event = eventOf(ports, grant, { type: 'used', at })
  return (await ports.consents.addUse(useOf(command, at), event)) ? grant : undefined
}

const useOf = ({ id, clientId, what, traceId }: RedeemGrant, at: Date) => ({
  grantId: id,
  at,
  clientId,
  what,
  traceId,
})

const eventOf = ({ ids }: Ports, grant: AuthorizationGrant, { type, at }: { type: EventType; at: Date }) =>
  grantEvent(type, grant, { id: ids.uuid() as EventId, by: grant.grantedTo, at })
