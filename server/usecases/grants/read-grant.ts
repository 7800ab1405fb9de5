import type { GrantId, PartyId } from '../../domain/ids.ts'
import {
  type AuthorizationGrant,
  type InspectedGrant,
  inspectedGrantAt,
} from '../../domain/grants/authorization-grant.ts'
import { sameParty } from '../../domain/party.ts'
import { Problem } from '../../domain/problem.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ConsentStore } from '../../ports/requests/consent-store.ts'

interface Ports {
  readonly consents: Pick<ConsentStore, 'findGrant'>
  readonly clock: Clock
}

/** Who reads: one party, which may be unknown here, or a system that is trusted with every grant. */
export type GrantReader = { readonly party: PartyId | undefined } | 'any'

/**
 * A grant as it is at this moment, whatever face it was given through, for the one who got it and the one it was given
 * for. Throws `authorization-grant.not-found`, and `authorization-grant.not-yours` for others.
 */
export const readGrant =
  ({ consents, clock }: Ports) =>
  async ({ id, reader }: { id: GrantId; reader: GrantReader }): Promise<InspectedGrant> => {
    const grant = await consents.findGrant(id)
    if (!grant) throw new Problem('authorization-grant.not-found', 'No such grant', { reason: 'unknown' })
    if (mayRead(grant, reader)) return inspectedGrantAt(grant, clock.now())
    throw new Problem('authorization-grant.not-yours', 'The grant is between others')
  }

function mayRead({ grantedTo, grantedFor }: AuthorizationGrant, reader: GrantReader): boolean {
  if (reader === 'any') return true
  const { party } = reader
  return party !== undefined && [grantedTo, grantedFor].some(one => sameParty(one, party))
}
