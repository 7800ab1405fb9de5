import type { GrantId, PartyId } from '../../domain/ids.ts'
import { type AuthorizationGrant, exhaust } from '../../domain/grants/authorization-grant.ts'
import type { UseWords } from '../../domain/grants/grant-use.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ConsentStore } from '../../ports/requests/consent-store.ts'
import type { Ids } from '../../ports/ids.ts'
import { changeByUse } from '../steps/change-by-use.ts'
import { changeGrant } from '../steps/change-grant.ts'

interface Ports {
  readonly consents: Pick<ConsentStore, 'findGrant' | 'saveGrant'>
  readonly clock: Clock
  readonly ids: Ids
}

export interface ExhaustGrant extends UseWords {
  readonly id: GrantId
  readonly by: PartyId | undefined
  readonly clientId: string
  readonly traceId: string | undefined
}

/**
 * Says that a grant has done its job: it is used for the last time, whatever it was given for. Of two at once exactly one
 * resolves. Throws `authorization-grant.not-found` or `authorization-grant.not-active`.
 */
export const exhaustGrant =
  ({ consents, clock, ids }: Ports) =>
  ({ id, ...use }: ExhaustGrant): Promise<AuthorizationGrant> =>
    changeGrant({ consents }, { id }, async grant => {
      const at = clock.now()
      const exhausted = exhaust(grant, at)
      const change = changeByUse({ ids }, exhausted, { ...use, at })
      return (await consents.saveGrant(change)) ? exhausted : undefined
    })
