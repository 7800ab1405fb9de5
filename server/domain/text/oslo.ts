/** A day of the calendar: month and day count from 1. */
export interface CalendarDay {
  readonly year: number
  readonly month: number
  readonly day: number
}

const clockInOslo = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Oslo',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})

/** Milliseconds by which clocks in Oslo are ahead of UTC at an instant. */
export function osloOffset(at: Date): number {
  const part = Object.fromEntries(
    clockInOslo.formatToParts(at).map(({ type, value }) => [type, Number(value)]),
  )
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part
  const shown = Date.UTC(year, month - 1, day, hour, minute, second)
  return shown - Math.floor(at.getTime() / 1000) * 1000
}

/** The day that it is in Oslo at an instant. */
export function osloDay(at: Date): CalendarDay {
  const shown = new Date(at.getTime() + osloOffset(at))
  return { year: shown.getUTCFullYear(), month: shown.getUTCMonth() + 1, day: shown.getUTCDate() }
}

/** The instant at which a day begins in Oslo. Days and months beyond their range run on, as 32 January does. */
export function osloMidnight({ year, month, day }: CalendarDay): Date {
  const utc = Date.UTC(year, month - 1, day)
  const guess = new Date(utc - osloOffset(new Date(utc)))
  return new Date(utc - osloOffset(guess))
}

/** The same day some years later; 29 February becomes 28 February where there is none. */
export function yearsLater({ year, month, day }: CalendarDay, years: number): CalendarDay {
  const last = new Date(Date.UTC(year + years, month, 0)).getUTCDate()
  return { year: year + years, month, day: Math.min(day, last) }
}
