import type { PartyId } from '../../domain/ids.ts'
import type { PartyIdentifier } from '../../domain/party.ts'
import type { RegisteredRight } from '../../domain/rights/party-right.ts'
import { writtenRight } from '../../domain/rights/written-right.ts'

/** A right as it is kept with an act about it: of the parties their ids, never their numbers. */
export const statedRight = (right: RegisteredRight) => ({
  actor: right.actor,
  on_behalf_of: right.onBehalfOf,
  ...writtenRight(right),
})

interface Side {
  readonly id: PartyId
  readonly kind: PartyIdentifier['kind']
}

/** Whom an act about a right tells of: the person on whose behalf, or else the person who acts. */
export const personOf = (actor: Side, onBehalfOf: Side): PartyId | undefined =>
  [onBehalfOf, actor].find(({ kind }) => kind === 'person')?.id
