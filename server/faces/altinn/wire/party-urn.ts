import { type PartyId, parseId } from '../../../domain/ids.ts'
import { organization, type PartyIdentifier, person } from '../../../domain/party.ts'
import { isOrganizationNumber, isPersonNumber } from '../../../domain/text/control-digits.ts'

/** A party as a caller names it: by its number, or by an id. */
type PartyUrn =
  | { readonly text: string; readonly identifier: PartyIdentifier }
  | { readonly text: string; readonly id: PartyId | undefined }

const prefixes = {
  person: 'urn:altinn:person:identifier-no:',
  organization: 'urn:altinn:organization:identifier-no:',
  uuid: 'urn:altinn:party:uuid:',
}

/** Synonyms end in the same way. */
const byUuid = /^urn:altinn:(?:party|person|organization|systemuser):uuid:(?<uuid>.+)$/

/** Altinn's own numbers of parties: well known there, unknown here. */
const byNumber = /^urn:altinn:(?:party:id|partyid):[0-9]+$/

/** `undefined` for what names nobody. */
export function parsePartyUrn(text: string): PartyUrn | undefined {
  const named = parseNumberUrn(text)
  if (named) return named
  const uuid = byUuid.exec(text)?.groups?.uuid
  const id = uuid === undefined ? undefined : parseId<PartyId>(uuid)
  return id || byNumber.test(text) ? { text, id } : undefined
}

/** The same for those that name somebody by a national number. */
export function parseNumberUrn(
  text: string,
): { readonly text: string; readonly identifier: PartyIdentifier } | undefined {
  if (text.startsWith(prefixes.person)) {
    const number = text.slice(prefixes.person.length)
    return isPersonNumber(number) ? { text, identifier: person(number) } : undefined
  }
  if (!text.startsWith(prefixes.organization)) return undefined
  const number = text.slice(prefixes.organization.length)
  return isOrganizationNumber(number) ? { text, identifier: organization(number) } : undefined
}

/** Those that have a national number go by it; market parties and systems have none that a caller could read. */
export function numberUrn({ id, identifier }: { id: PartyId; identifier: PartyIdentifier }): string {
  if (identifier.scheme === 'nin') return prefixes.person + identifier.value
  if (identifier.scheme === 'orgno') return prefixes.organization + identifier.value
  return uuidUrn(id)
}

export const uuidUrn = (id: PartyId): string => prefixes.uuid + id
