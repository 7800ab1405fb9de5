import type { GrantId } from '../ids.ts'
import { placeIn, type Validity } from './validity.ts'

const hour = 3_600_000

/** How many lists there may be for the tokens that expire in one hour. */
const listsOfHour = 1000

/** Before this is over, whoever is a little late still finds the list. */
const grace = 5 * 60_000

/** The places of every list, whatever it holds, so that its length tells no count. */
export const statusListSize = 2 ** 17

/** One of the tokens that a list tells the status of. */
export interface ListedToken {
  readonly grantId: GrantId
  readonly epoch: number
  readonly expiresAt: Date
}

/** Where the status of a token stands. */
export interface StatusPlace {
  readonly list: number
  readonly index: number
}

/** The number of a list: which it is, from 0, of those for tokens that expire in the same hour. */
export const statusListOf = (expiresAt: Date, nth: number): number =>
  Math.floor(expiresAt.getTime() / hour) * listsOfHour + nth

/** The hour in which the tokens of a list expire. */
export function hourOfStatusList(list: number): Validity {
  const from = Math.floor(list / listsOfHour) * hour
  return { from: new Date(from), to: new Date(from + hour) }
}

/** Whether the list may be over: then no token of it is good any more. */
export const isPastStatusList = (list: number, now: Date): boolean => {
  const { from, to } = hourOfStatusList(list)
  return placeIn({ from, to: new Date(to.getTime() + grace) }, now) === 'after'
}

/** The first and the last number that lists may have for tokens that are good now, hour by hour. No token lives longer than an hour. */
export function hoursOfStatusLists(now: Date): readonly { readonly first: number; readonly last: number }[] {
  const ends = [-grace, 0, hour].map(later => statusListOf(new Date(now.getTime() + later), 0))
  return [...new Set(ends)].map(first => ({ first, last: first + listsOfHour - 1 }))
}
