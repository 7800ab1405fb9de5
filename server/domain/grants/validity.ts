import { osloDay, osloMidnight, yearsLater } from '../text/oslo.ts'
import { Problem } from '../problem.ts'

/** A half-open interval: valid at `from`, over at `to`. */
export interface Validity {
  readonly from: Date
  readonly to: Date
}

/** Throws `validity.malformed` unless `from` comes before `to`. */
export function validity(from: Date, to: Date): Validity {
  if (!(from.getTime() < to.getTime()))
    throw new Problem('validity.malformed', 'A validity must end after it begins')
  return { from, to }
}

/** Where an instant lies in relation to a half-open interval. The only comparison of a stored instant with now. */
export function placeIn({ from, to }: Validity, at: Date): 'before' | 'within' | 'after' {
  if (at < from) return 'before'
  return at < to ? 'within' : 'after'
}

export const lasting = (from: Date, seconds: number): Validity =>
  validity(from, new Date(from.getTime() + seconds * 1000))

/** Whole years of the calendar in Oslo, from the beginning of the day it is there. */
export function calendarYears(at: Date, years: number): Validity {
  const today = osloDay(at)
  return validity(osloMidnight(today), osloMidnight(yearsLater(today, years)))
}

export const secondsOf = ({ from, to }: Validity): number => (to.getTime() - from.getTime()) / 1000
