import { type AuthorizationGrant, beginUse, exhaust } from '../../domain/grants/authorization-grant.ts'
import type { GrantUse, UseWords } from '../../domain/grants/grant-use.ts'
import type { PartyId } from '../../domain/ids.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ConsentStore } from '../../ports/requests/consent-store.ts'
import type { Ids } from '../../ports/ids.ts'
import { changeByUse } from './change-by-use.ts'

interface Ports {
  readonly consents: Pick<ConsentStore, 'addUse' | 'saveGrant'>
  readonly clock: Clock
  readonly ids: Ids
}

interface Use extends UseWords, Pick<GrantUse, 'onBehalf' | 'audience'> {
  readonly clientId: string
  readonly traceId: string | undefined
  /** Whether this use is the last one; a single-use grant is used up in any case. */
  readonly exhausts: boolean
}

/**
 * Keeps that the grant was used now, by the one it was given to or on behalf of them, and gives it as it is after that. `undefined`, and nothing
 * kept, when somebody changed it meanwhile. Throws `authorization-grant.not-active`.
 */
export const keepUse = (
  ports: Ports,
  grant: AuthorizationGrant,
  use: Use,
): Promise<AuthorizationGrant | undefined> =>
  (use.exhausts || grant.singleUse ? useUp : useAgain)(ports, grant, use)

async function useUp(ports: Ports, grant: AuthorizationGrant, use: Use) {
  const at = ports.clock.now()
  const exhausted = exhaust(grant, at)
  const change = changeByUse(ports, exhausted, { ...use, by: userOf(grant, use), at })
  return (await ports.consents.saveGrant(change)) ? exhausted : undefined
}

async function useAgain(ports: Ports, grant: AuthorizationGrant, given: Use) {
  const at = ports.clock.now()
  beginUse(grant, { at, seconds: 0 })
  const { use, events } = changeByUse(ports, grant, { ...given, by: userOf(grant, given), at })
  return (await ports.consents.addUse(grant, use, events[0])) ? grant : undefined
}

const userOf = ({ grantedTo }: AuthorizationGrant, { onBehalf }: Use): PartyId => onBehalf?.by ?? grantedTo
