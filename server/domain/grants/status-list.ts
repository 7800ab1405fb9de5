import type { GrantId } from '../ids.ts'
import { longestTokenSeconds } from '../registry/token-scope.ts'
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

/** An hour, and the numbers from the first to the last that lists may have for tokens that expire in it. */
export interface HourOfStatusLists extends Validity {
  readonly first: number
  readonly last: number
}

/** The hour in which the tokens of a list expire. */
export function hourOfStatusList(list: number): HourOfStatusLists {
  const number = Math.floor(list / listsOfHour)
  const first = number * listsOfHour
  const [from, to] = [number * hour, (number + 1) * hour]
  return { first, last: first + listsOfHour - 1, from: new Date(from), to: new Date(to) }
}

/** Whether the list may be over: then no token of it is good any more. */
export const isPastStatusList = (list: number, now: Date): boolean => {
  const { from, to } = hourOfStatusList(list)
  return placeIn({ from, to: new Date(to.getTime() + grace) }, now) === 'after'
}

/** The hours whose lists may hold tokens that are good now, in order. */
export function hoursOfStatusLists(now: Date): readonly HourOfStatusLists[] {
  const ends = [-grace, 0, longestTokenSeconds * 1000].map(later =>
    statusListOf(new Date(now.getTime() + later), 0),
  )
  return [...new Set(ends)].map(hourOfStatusList)
}
