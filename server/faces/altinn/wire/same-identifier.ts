import type { PartyIdentifier } from '../../../domain/party.ts'

export const sameIdentifier = (one: PartyIdentifier, other: PartyIdentifier | undefined): boolean =>
  one.scheme === other?.scheme && one.value === other.value
