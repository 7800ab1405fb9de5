import type { GrantId } from '../../domain/ids.ts'
import type { AuthorizationGrant } from '../../domain/grants/authorization-grant.ts'
import type { UseWords } from '../../domain/grants/grant-use.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ConsentStore } from '../../ports/requests/consent-store.ts'
import type { Ids } from '../../ports/ids.ts'
import { changeGrant } from '../steps/change-grant.ts'
import { keepUse } from '../steps/keep-use.ts'

interface Ports {
  readonly consents: Pick<ConsentStore, 'addUse' | 'findGrant' | 'saveGrant'>
  readonly clock: Clock
  readonly ids: Ids
}

export interface RedeemGrant extends UseWords {
  readonly id: GrantId
  /** The grant as the caller has read it already. */
  readonly read?: AuthorizationGrant | undefined
  readonly clientId: string
  readonly traceId: string | undefined
  /** Whether this use is the last one; a single-use grant is used up in any case. */
  readonly exhausts: boolean
}

/**
 * Records that the permission was used, for a token that carries it away. It resolves only when the grant is active at that
 * moment; of two that use it up exactly one resolves. Throws `authorization-grant.not-found` or `authorization-grant.not-active`.
 */
export const redeemGrant =
  (ports: Ports) =>
  (command: RedeemGrant): Promise<AuthorizationGrant> =>
    changeGrant(ports, command, grant => keepUse(ports, grant, command))
