import type { Party, PartyId } from '../../../domain/party.ts'
import { plainText } from '../../../domain/text/plain-text.ts'
import type { PartyStore } from '../../../ports/parties/party-store.ts'

/** How a party is shown: its name, and for an organization its number in the usual groups. Never a person's number. */
export interface ShownParty {
  readonly name: string
  readonly orgno: string | undefined
}

const longestName = 200

export async function showParty(
  parties: Pick<PartyStore, 'revealIdentifier'>,
  named: ReadonlyMap<PartyId, Party>,
  id: PartyId,
): Promise<ShownParty> {
  const party = named.get(id)
  const name = plainText(party?.displayName ?? '', longestName)
  if (party?.kind !== 'organization') return { name, orgno: undefined }
  const identifier = await parties.revealIdentifier(id)
  if (identifier?.scheme !== 'orgno') return { name, orgno: undefined }
  return { name, orgno: identifier.value.replace(/(\d{3})(?=\d)/g, '$1 ') }
}
