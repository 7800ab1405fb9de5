import { countsOf, type Period } from '../domain/registry/period.ts'
import { type CalendarDay, osloDay, yearsLater } from '../domain/text/oslo.ts'
import type { Language } from '../domain/text/text.ts'

const locales: Record<Language, string> = { nb: 'nb-NO', nn: 'nn-NO', en: 'en-GB' }
const timeZone = 'Europe/Oslo'

/** `20. desember 2026 kl. 14:05`, in Norway's time. */
export const dateAndTime = (at: Date, language: Language): string =>
  new Intl.DateTimeFormat(locales[language], { dateStyle: 'long', timeStyle: 'short', timeZone }).format(at)

/** `20. desember 2026 kl. 14:05:07`, in Norway's time. */
export const dateAndSecond = (at: Date, language: Language): string =>
  new Intl.DateTimeFormat(locales[language], { dateStyle: 'long', timeStyle: 'medium', timeZone }).format(at)

/** `20. desember 2026`, in Norway's time. */
export const dateOnly = (at: Date, language: Language): string =>
  new Intl.DateTimeFormat(locales[language], { dateStyle: 'long', timeZone }).format(at)

/** A day of the calendar, as ISO 8601 has it, in words: `20. desember 2026`. */
export const dayInWords = (day: string, language: Language): string =>
  new Intl.DateTimeFormat(locales[language], { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(day))

/** `14:05` in every language, in Norway's time. */
export const timeOfDay = (at: Date): string =>
  new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone }).format(at)

/** `31.01.2027 12:00` in every language, in Norway's time. */
export function inFigures(at: Date): string {
  const { year, month, day } = osloDay(at)
  return `${twoDigits(day)}.${twoDigits(month)}.${year} ${timeOfDay(at)}`
}

const twoDigits = (number: number): string => String(number).padStart(2, '0')

const units = [
  { unit: 'day', seconds: 86_400 },
  { unit: 'hour', seconds: 3600 },
  { unit: 'minute', seconds: 60 },
  { unit: 'second', seconds: 1 },
] as const

/** In place of `døgn`, in which nobody counts how long a consent lasts. */
const days: Partial<Record<Language, readonly [one: string, more: string]>> = {
  nb: ['dag', 'dager'],
  nn: ['dag', 'dagar'],
}

function counted(
  count: number,
  unit: 'year' | 'month' | (typeof units)[number]['unit'],
  language: Language,
): string {
  const usual = unit === 'day' ? days[language] : undefined
  if (usual) return `${count} ${usual[count === 1 ? 0 : 1]}`
  const style = { style: 'unit', unit, unitDisplay: 'long' } as const
  return new Intl.NumberFormat(locales[language], style).format(count)
}

/** A length of time in the largest unit that says it exactly: `30 dager`, `90 minutes`. */
export function duration(seconds: number, language: Language): string {
  const exact = units.find(one => seconds % one.seconds === 0) ?? units[3]
  return counted(seconds / exact.seconds, exact.unit, language)
}

/** `3 år`, `1 year and 6 months`. */
export function periodInWords(period: Period, language: Language): string {
  const { years, months, days: rest } = countsOf(period)
  const parts = [
    ...(years > 0 ? [counted(years, 'year', language)] : []),
    ...(months > 0 ? [counted(months, 'month', language)] : []),
    ...(rest > 0 ? [counted(rest, 'day', language)] : []),
  ]
  return new Intl.ListFormat(locales[language]).format(parts)
}

/**
 * An end, by its date, with how long that is from `from`: `29. desember 2026 (30 dager)`. The date alone for what is over by
 * then, and for less than a day that is not whole minutes.
 */
export function endDate(from: Date, to: Date, language: Language): string {
  const length = lengthBetween(from, to, language)
  return length === undefined ? dateOnly(to, language) : `${dateOnly(to, language)} (${length})`
}

/** Whole years and the days beyond them by the calendar, unless whole days or, below a day, whole minutes say it exactly. */
function lengthBetween(from: Date, to: Date, language: Language): string | undefined {
  const seconds = (to.getTime() - from.getTime()) / 1000
  if (seconds <= 0) return undefined
  const [first, last] = [osloDay(from), osloDay(to)]
  const whole = wholeYears(first, last)
  const day = units[0].seconds
  if (whole === 0 && seconds % (seconds < day ? 60 : day) === 0) return duration(seconds, language)
  if (seconds < day) return undefined
  const rest = daysBetween(yearsLater(first, whole), last)
  const parts = [
    ...(whole > 0 ? [counted(whole, 'year', language)] : []),
    ...(rest > 0 ? [counted(rest, 'day', language)] : []),
  ]
  return new Intl.ListFormat(locales[language]).format(parts)
}

function wholeYears(first: CalendarDay, last: CalendarDay): number {
  const years = last.year - first.year
  return daysBetween(yearsLater(first, years), last) < 0 ? years - 1 : years
}

const daysBetween = (first: CalendarDay, last: CalendarDay): number =>
  (dayNumber(last) - dayNumber(first)) / (units[0].seconds * 1000)

const dayNumber = ({ year, month, day }: CalendarDay): number => Date.UTC(year, month - 1, day)
