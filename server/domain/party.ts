import type { Brand } from './brand.ts'
import type { PartyId } from './ids.ts'
import { Problem } from './problem.ts'

export type NationalIdentityNumber = Brand<'NationalIdentityNumber'>
export type OrganizationNumber = Brand<'OrganizationNumber'>

/** How a party is known outside: the scheme says whose number it is. */
export type PartyIdentifier =
  | { readonly kind: 'person'; readonly scheme: 'nin'; readonly value: NationalIdentityNumber }
  | { readonly kind: 'organization'; readonly scheme: 'orgno'; readonly value: OrganizationNumber }
  /** A market party by its Global Location Number: what an organization is in one market, apart from the organization. */
  | { readonly kind: 'organization'; readonly scheme: 'gln'; readonly value: string }
  | { readonly kind: 'system'; readonly scheme: 'system'; readonly value: string }

/** What is no secret: what an organization or a system is known by. */
export type PublicIdentifier = Exclude<PartyIdentifier, { readonly kind: 'person' }>

/** A person, an organization or a system that asks, gives, gets or uses. `id` is random and safe to show. */
export interface Party {
  readonly id: PartyId
  readonly kind: PartyIdentifier['kind']
  readonly displayName: string
}

/** A party and what it is known by outside; a person's number is not among what is read of her, and revealed by itself. */
export interface KnownParty extends Party {
  readonly identifier: PublicIdentifier | undefined
  /** That a market party is of, where it is known. */
  readonly organization?: PartyId
}

/** A party of which no more than the name is to be known. */
export const withoutNumber = (party: Party): KnownParty => ({ ...party, identifier: undefined })

export const sameParty = (a: Party | PartyId, b: Party | PartyId): boolean => idOf(a) === idOf(b)

const idOf = (party: Party | PartyId): PartyId => (typeof party === 'string' ? party : party.id)

/**
 * A national identity number or D-number; throws `party.malformed`.
 * Control digits and synthetic months are judged by the `PartyRegistry` port, which knows the environment.
 */
export function person(value: string): PartyIdentifier {
  if (!/^[0-9]{11}$/.test(value))
    throw new Problem('party.malformed', 'A national identity number has 11 digits')
  return { kind: 'person', scheme: 'nin', value: value as NationalIdentityNumber }
}

/** An organization number of nine digits; throws `party.malformed`. */
export function organization(value: string): PartyIdentifier {
  if (!/^[0-9]{9}$/.test(value)) throw new Problem('party.malformed', 'An organization number has 9 digits')
  return { kind: 'organization', scheme: 'orgno', value: value as OrganizationNumber }
}

/** A market party; which numbers are good is for the market's register to say. */
export const marketParty = (gln: string): PartyIdentifier => ({
  kind: 'organization',
  scheme: 'gln',
  value: gln,
})

export const system = (value: string): PartyIdentifier => ({ kind: 'system', scheme: 'system', value })
