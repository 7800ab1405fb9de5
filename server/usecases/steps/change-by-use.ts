import { type ConsentEvent, type EventType, grantEvent } from '../../domain/event.ts'
import type { AuthorizationGrant } from '../../domain/grants/authorization-grant.ts'
import type { GrantUse } from '../../domain/grants/grant-use.ts'
import type { EventId, PartyId } from '../../domain/ids.ts'
import type { Ids } from '../../ports/ids.ts'

interface Use extends Omit<GrantUse, 'grantId'> {
  readonly by: PartyId | undefined
}

interface UsedGrant {
  readonly grant: AuthorizationGrant
  readonly use: GrantUse
  /** That it was used, and that this was the last time when it is used up. */
  readonly events: readonly [used: ConsentEvent, ...last: ConsentEvent[]]
}

/** What one use changes. `grant` is how the grant is after it. */
export function changeByUse(
  { ids }: { readonly ids: Ids },
  grant: AuthorizationGrant,
  { by, at, clientId, what, language, codes, traceId, onBehalf, audience }: Use,
): UsedGrant {
  const event = (type: EventType) => grantEvent(type, grant, { id: ids.uuid() as EventId, by, at })
  const isUsedUp = grant.state.name === 'exhausted'
  return {
    grant,
    use: { grantId: grant.id, at, clientId, what, language, codes, traceId, onBehalf, audience },
    events: [event('used'), ...(isUsedUp ? [event('exhausted')] : [])],
  }
}
