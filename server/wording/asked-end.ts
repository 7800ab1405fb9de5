import { validityFrom } from '../domain/requests/consent-request.ts'
import { osloDay, osloMidnight } from '../domain/text/oslo.ts'
import type { Language } from '../domain/text/text.ts'
import type { AskedRequest } from '../ports/requests/request-dialect.ts'
import { dateOnly, endDate } from './dates.ts'

/**
 * The end of what is asked for, as if it were accepted when it is read: `29. desember 2026 (30 dager)`. It stays the same all
 * day: a set end counts from the beginning of the day, and one later that day has no length.
 */
export function askedEnd(
  { request: { asks }, at }: Pick<AskedRequest, 'request' | 'at'>,
  language: Language,
): string {
  if ('until' in asks) {
    const date = dateOnly(asks.until, language)
    const isToday = date === dateOnly(at, language)
    return isToday ? date : endDate(osloMidnight(osloDay(at)), asks.until, language)
  }
  const { from, to } = validityFrom(at, asks)
  return endDate(from, to, language)
}
