import type { GrantId } from '../../domain/ids.ts'
import { type InspectedGrant, inspectedGrantAt } from '../../domain/grants/authorization-grant.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ConsentStore } from '../../ports/requests/consent-store.ts'

interface Ports {
  readonly consents: Pick<ConsentStore, 'findGrant'>
  readonly clock: Clock
}

/** A grant as it is at this moment, for the client it was given through; `undefined` for any other client. */
export const inspectGrant =
  ({ consents, clock }: Ports) =>
  async ({ id, clientId }: { id: GrantId; clientId: string }): Promise<InspectedGrant | undefined> => {
    const grant = await consents.findGrant(id)
    return grant?.clientId === clientId ? inspectedGrantAt(grant, clock.now()) : undefined
  }
