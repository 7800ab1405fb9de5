/** An instant and its text in UTC, which has the microseconds that the instant has not. */
export interface Instant {
  readonly at: Date
  readonly text: string
}

const pattern =
  /^(?<day>[0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ](?<time>[0-9]{2}:[0-9]{2})(?<seconds>:[0-9]{2})?(?:[.,](?<fraction>[0-9]{1,20}))?(?<offset>[Zz]|[+-][0-9]{2}:?[0-9]{2})?)?$/

/**
 * Reads ISO 8601 with any offset, UTC without one. What is finer than a microsecond is cut off. `undefined` for what is no
 * instant.
 */
export function parseInstant(written: string): Instant | undefined {
  const groups = pattern.exec(written)?.groups
  if (!groups) return undefined
  const { day = '', time = '00:00', seconds = ':00', fraction = '', offset = 'Z' } = groups
  if (!isDay(day) || !isOffset(offset)) return undefined
  const whole = new Date(`${day}T${time}${seconds}${withColon(offset)}`)
  const year = Number.isNaN(whole.getTime()) ? 0 : whole.getUTCFullYear()
  if (year < 1 || year > 9999 || time.startsWith('24')) return undefined
  const micros = fraction.slice(0, 6).replace(/0+$/, '')
  return {
    at: new Date(whole.getTime() + Number(micros.slice(0, 3).padEnd(3, '0'))),
    text: `${whole.toISOString().slice(0, 19)}${micros === '' ? '' : `.${micros}`}+00:00`,
  }
}

/** JavaScript takes 30 February for 2 March. */
const isDay = (day: string): boolean => {
  const at = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day)
}

const isOffset = (offset: string): boolean =>
  /^z$/i.test(offset) || Number(offset.slice(1).replace(':', '')) <= 1400

const withColon = (offset: string): string =>
  /^z$/i.test(offset) ? 'Z' : offset.replace(/^(...):?(..)$/, '$1:$2')
