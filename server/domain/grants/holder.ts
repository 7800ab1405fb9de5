import type { PartyId } from '../ids.ts'

/** To whom a permission was given: who asked, and who carries it out for them. */
export interface Holder {
  readonly grantedTo: PartyId
  readonly handledBy: PartyId | undefined
}

export const sameHolder = (a: Holder, b: Holder): boolean =>
  a.grantedTo === b.grantedTo && a.handledBy === b.handledBy
