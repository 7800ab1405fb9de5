import { osloDay } from '../domain/text/oslo.ts'
import type { Language } from '../domain/text/text.ts'

const locales: Record<Language, string> = { nb: 'nb-NO', nn: 'nn-NO', en: 'en-GB' }
const timeZone = 'Europe/Oslo'

/** `20. desember 2026 kl. 14:05`, in Norway's time. */
export const dateAndTime = (at: Date, language: Language): string =>
  new Intl.DateTimeFormat(locales[language], { dateStyle: 'long', timeStyle: 'short', timeZone }).format(at)

/** `20. desember 2026`, in Norway's time. */
export const dateOnly = (at: Date, language: Language): string =>
  new Intl.DateTimeFormat(locales[language], { dateStyle: 'long', timeZone }).format(at)

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

/** `1 år`, `2 years`. */
export const years = (count: number, language: Language): string =>
  new Intl.NumberFormat(locales[language], { style: 'unit', unit: 'year', unitDisplay: 'long' }).format(count)

/** A length of time in the largest unit that says it exactly: `30 dager`, `90 minutes`. */
export function duration(seconds: number, language: Language): string {
  const exact = units.find(one => seconds % one.seconds === 0) ?? units[3]
  const style = { style: 'unit', unit: exact.unit, unitDisplay: 'long' } as const
  return new Intl.NumberFormat(locales[language], style).format(seconds / exact.seconds)
}
