import type { PartyId } from '../domain/ids.ts'
import type { KnownParty, Party } from '../domain/party.ts'
import type { Processor } from '../domain/registry/processors.ts'
import { knownAsOf } from '../domain/requests/known-as.ts'
import { plainText } from '../domain/text/plain-text.ts'

/** How a party is shown: its name, and for an organization its number in the usual groups. Never a person's number. */
export interface ShownParty {
  readonly name: string
  readonly orgno: string | undefined
  readonly kind: 'person' | 'organization'
}

/** The longest name of a party or a place, in characters; a longer one is cut. */
export const longestName = 200

/** The registered name; empty for a party without one. */
export const shownName = (party: Pick<Party, 'displayName'> | undefined): string =>
  plainText(party?.displayName ?? '', longestName)

/** An organization number as it is written: `810 419 512`. */
export const grouped = (orgno: string): string => orgno.replace(/(\d{3})(?=\d)/g, '$1 ')

/** A name with the number of an organization after it, where few words are wanted: `SmekkFull Bank (810 419 512)`. */
export const nameAndNumber = ({ name, orgno }: Pick<ShownParty, 'name' | 'orgno'>): string =>
  orgno === undefined ? name : `${name} (${orgno})`

/** What people know the asker by, where that is not the registered name. */
export function shownKnownAs(asked: Parameters<typeof knownAsOf>[0]): string | undefined {
  const name = knownAsOf(asked)
  return name === undefined ? undefined : plainText(name, longestName)
}

export const showProcessor = ({ identifier, name }: Processor): ShownParty => ({
  name: plainText(name, longestName),
  orgno: identifier.scheme === 'orgno' ? grouped(identifier.value) : undefined,
  kind: 'organization',
})

export function showParty(named: ReadonlyMap<PartyId, KnownParty>, id: PartyId): ShownParty {
  const party = named.get(id)
  const name = shownName(party)
  if (party?.kind !== 'organization') return { name, orgno: undefined, kind: 'person' }
  const { identifier } = party
  const orgno = identifier?.scheme === 'orgno' ? grouped(identifier.value) : undefined
  return { name, orgno, kind: 'organization' }
}
