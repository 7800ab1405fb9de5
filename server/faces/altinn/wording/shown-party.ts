import type { PartyId } from '../../../domain/party.ts'
import { plainText } from '../../../domain/text/plain-text.ts'
import type { AskedRequest } from '../../../ports/requests/request-dialect.ts'
import type { FaceTools } from '../../face-module.ts'

/** A party by its registered name, and an organization's number in the usual groups. Never a person's number. */
export interface ShownParty {
  readonly name: string
  readonly orgno: string | undefined
  readonly kind: 'person' | 'organization'
}

export async function showParty(
  tools: Pick<FaceTools, 'parties'>,
  { parties }: AskedRequest,
  id: PartyId,
): Promise<ShownParty> {
  const party = parties.get(id)
  const name = plainText(party?.displayName ?? '', 200)
  if (party?.kind === 'person') return { name, orgno: undefined, kind: 'person' }
  const identifier = await tools.parties.revealIdentifier(id)
  const orgno = identifier?.scheme === 'orgno' ? identifier.value : undefined
  return { name, orgno: orgno?.replace(/(\d{3})(?=\d)/g, '$1 '), kind: 'organization' }
}
