import { osloDay, osloMidnight, osloOffset } from '../../../domain/text/oslo.ts'

const twoDigits = (number: number): string => String(number).padStart(2, '0')

/** ISO 8601 with the offset of clocks in Oslo, cut to whole seconds. */
export function osloTime(at: Date): string {
  const offset = osloOffset(at)
  const minutes = Math.abs(offset) / 60_000
  const shown = new Date(at.getTime() + offset).toISOString().slice(0, 19)
  const sign = offset < 0 ? '-' : '+'
  return `${shown}${sign}${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`
}

/** The day that it is in Oslo, ISO 8601. */
export function osloDate(at: Date): string {
  const { year, month, day } = osloDay(at)
  return `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day)}`
}

/** The beginning in Oslo of the day some days after this one. */
export function osloMidnightIn(days: number, at: Date): Date {
  const { year, month, day } = osloDay(at)
  return osloMidnight({ year, month, day: day + days })
}
