import type { PartyId } from '../../domain/ids.ts'
import type { PartyIdentifier } from '../../domain/party.ts'
import { isUntilFurtherNotice, type RegisteredRight } from '../../domain/rights/party-right.ts'

/** A right as it is kept with an act about it. */
export const statedRight = ({
  actor,
  onBehalfOf,
  resource,
  action,
  kind,
  source,
  validity,
  document,
}: RegisteredRight) => ({
  actor,
  on_behalf_of: onBehalfOf,
  resource,
  action,
  kind,
  source,
  valid_from: validity.from,
  ...(!isUntilFurtherNotice(validity) && { valid_to: validity.to }),
  ...(document && { document }),
})

interface Side {
  readonly id: PartyId
  readonly kind: PartyIdentifier['kind']
}

/** Whom an act about a right tells of: the person on whose behalf, or else the person who acts. */
export const personOf = (actor: Side, onBehalfOf: Side): PartyId | undefined =>
  [onBehalfOf, actor].find(({ kind }) => kind === 'person')?.id
