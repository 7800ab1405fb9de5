import { type InspectedGrant, inspectedGrantAt } from '../../domain/grants/authorization-grant.ts'
import { sameHolder } from '../../domain/grants/holder.ts'
import type { GrantId } from '../../domain/ids.ts'
import type { Client } from '../../domain/registry/client.ts'
import type { Clock } from '../../ports/clock.ts'
import type { PartyStore } from '../../ports/parties/party-store.ts'
import type { ConsentStore } from '../../ports/requests/consent-store.ts'
import { holderOf } from './holder-of.ts'

export interface GrantOfClientPorts {
  readonly consents: Pick<ConsentStore, 'findGrant'>
  readonly parties: Pick<PartyStore, 'findAllByIdentifier'>
  readonly clock: Clock
}

/**
 * A grant as it is at this moment, for the client it was given through while it acts for those whom it was given to;
 * `undefined` for any other client.
 */
export const grantOfClient =
  ({ consents, parties, clock }: GrantOfClientPorts) =>
  async ({ id, client }: { id: GrantId; client: Client }): Promise<InspectedGrant | undefined> => {
    const [grant, holder] = await Promise.all([consents.findGrant(id), holderOf({ parties })(client)])
    const isTheirs = grant?.clientId === client.id && holder !== undefined && sameHolder(grant, holder)
    return isTheirs ? inspectedGrantAt(grant, clock.now()) : undefined
  }
