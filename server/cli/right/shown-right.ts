import type { PartyId } from '../../domain/ids.ts'
import type { Party } from '../../domain/party.ts'
import { type RegisteredRight, rightStatusAt } from '../../domain/rights/party-right.ts'
import { writtenHistory, writtenRight } from '../../domain/rights/written-right.ts'

type Parties = ReadonlyMap<PartyId, Party>

/** For programs; the same members as in the management API. */
export const shownRight = (right: RegisteredRight, parties: Parties, now: Date) => ({
  id: right.id,
  actor: side(right.actor, parties),
  on_behalf_of: side(right.onBehalfOf, parties),
  status: rightStatusAt(right, now),
  ...writtenRight(right),
  ...writtenHistory(right),
})

const side = (id: PartyId, parties: Parties) => {
  const { displayName = '' } = parties.get(id) ?? {}
  return { id, ...(displayName !== '' && { name: displayName }) }
}

/** For people, as a row. */
export function rightRow(right: RegisteredRight, parties: Parties, now: Date) {
  const { actor, on_behalf_of: other, status, valid_from: from, ...shown } = shownRight(right, parties, now)
  return {
    id: right.id,
    who: actor.name ?? actor.id,
    for: other.name ?? other.id,
    resource: right.resource,
    action: right.action,
    kind: right.kind,
    source: right.source,
    from: from.slice(0, 10),
    until: shown.valid_to?.slice(0, 10) ?? '-',
    status,
  }
}
