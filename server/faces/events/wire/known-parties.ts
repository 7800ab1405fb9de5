import type { PartyId } from '../../../domain/ids.ts'
import type { KnownParty } from '../../../domain/party.ts'
import type { PlacedSignal } from '../../../domain/signals/consent-signal.ts'
import type { PartyStore } from '../../../ports/parties/party-store.ts'

export type KnownParties = ReadonlyMap<PartyId, KnownParty>

/** All parties that the signals speak of, and the organizations of market parties among them. */
export async function partiesOf(
  parties: Pick<PartyStore, 'findAll'>,
  placed: readonly PlacedSignal[],
): Promise<KnownParties> {
  const named = placed.flatMap(({ signal: { asker, handledBy, used } }) => [
    asker,
    handledBy,
    used?.by,
    used?.onBehalfOf,
  ])
  const known = await parties.findAll([...new Set(named.filter(one => one !== undefined))])
  const behind = [...known.values()].flatMap(({ organization = [] }) => organization)
  const missing = [...new Set(behind)].filter(one => !known.has(one))
  return missing.length === 0 ? known : new Map([...known, ...(await parties.findAll(missing))])
}

/** `0192:` and the number of an organization, of that behind a market party, too; `undefined` for who is none. */
export function organizationIn(parties: KnownParties, id: PartyId | undefined): string | undefined {
  const party = id && parties.get(id)
  if (!party) return undefined
  const { identifier, organization } = party
  if (identifier?.scheme === 'orgno') return `0192:${identifier.value}`
  return organizationIn(parties, organization)
}
