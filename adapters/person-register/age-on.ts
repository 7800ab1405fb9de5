import { type CalendarDay, yearsLater } from '../../server/domain/text/oslo.ts'

/** Whole years between the day of birth in a national identity number and a day; `undefined` when it names no century. */
export function ageOn(nin: string, today: CalendarDay): number | undefined {
  const [day, month, year] = [Number(nin.slice(0, 2)) % 40, Number(nin.slice(2, 4)), Number(nin.slice(4, 6))]
  const century = centuryOf(year, Number(nin.slice(6, 9)))
  if (century === undefined) return undefined
  const born = { year: century + year, month: monthOf(month), day }
  const years = today.year - born.year
  return isBefore(today, yearsLater(born, years)) ? years - 1 : years
}

/** Synthetic persons have their months raised. */
const monthOf = (month: number): number => {
  const raised = [80, 65, 40].find(by => month > by && month <= by + 12) ?? 0
  return month - raised
}

function centuryOf(year: number, individual: number): number | undefined {
  if (individual < 500) return 1900
  if (year < 40) return 2000
  if (individual >= 900) return 1900
  return individual < 750 && year >= 54 ? 1800 : undefined
}

const isBefore = (one: CalendarDay, other: CalendarDay): boolean =>
  one.year !== other.year
    ? one.year < other.year
    : one.month !== other.month
      ? one.month < other.month
      : one.day < other.day
