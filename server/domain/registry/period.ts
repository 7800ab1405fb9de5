import type { Brand } from '../brand.ts'

/** Whole days or more, by ISO 8601: `P3Y`, `P18M`, `P90D`, `P1Y6M`. */
export type Period = Brand<'Period'>

const shape = /^P(?=[1-9])(?:(\d{1,3})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?$/

const longestYears = 200

interface Parts {
  readonly months: number
  readonly days: number
}

/** The period that a text says; `undefined` for any other text, for nothing, and for more than 200 years. */
export function toPeriod(text: string): Period | undefined {
  const { months, days } = partsIn(text) ?? { months: 0, days: 0 }
  const isSensible = months + days > 0 && months / 12 + days / 365 <= longestYears
  return isSensible ? (text as Period) : undefined
}

function partsIn(text: string): Parts | undefined {
  const found = shape.exec(text)
  if (!found) return undefined
  const [years = 0, months = 0, weeks = 0, days = 0] = found.slice(1).map(one => Number(one ?? 0))
  return { months: 12 * years + months, days: 7 * weeks + days }
}

/** How many years, months and days it is, for words. */
export function countsOf(period: Period): {
  readonly years: number
  readonly months: number
  readonly days: number
} {
  const { months, days } = partsIn(period) ?? { months: 0, days: 0 }
  return { years: Math.floor(months / 12), months: months % 12, days }
}

/**
 * The moment so long before another, by the calendar of UTC: whatever ended then or earlier has been over for the period. A day
 * that its month does not have is the last of it.
 */
export function momentBefore(moment: Date, period: Period): Date {
  const { months, days } = partsIn(period) ?? { months: 0, days: 0 }
  const [year, month] = [moment.getUTCFullYear(), moment.getUTCMonth() - months]
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  const shown = new Date(moment)
  shown.setUTCFullYear(year, month, Math.min(moment.getUTCDate(), lastDay) - days)
  return shown
}

/** Any day will do: periods differ by more than months do. */
const someDay = new Date('2001-01-01T00:00:00Z')

/** Whether one period is no longer than another. */
export const isWithin = (one: Period, other: Period): boolean =>
  momentBefore(someDay, one) >= momentBefore(someDay, other)
