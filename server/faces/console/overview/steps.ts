import type { TallySpan } from '../../../domain/operators/tally.ts'
import { osloDay } from '../../../domain/text/oslo.ts'

const dayMilliseconds = 24 * 3600 * 1000

/** The first days of all steps from one moment to another, as ISO 8601 has them: each day, Monday or first of a month. */
export function stepsBetween(from: Date, to: Date, span: TallySpan): readonly string[] {
  const last = dayOf(to)
  const steps: string[] = []
  for (let day = beginOf(dayOf(from), span); day <= last; day = next(day, span)) steps.push(asIso(day))
  return steps
}

/** Midnight UTC of the day that it is in Norway. */
function dayOf(at: Date): number {
  const { year, month, day } = osloDay(at)
  return Date.UTC(year, month - 1, day)
}

function beginOf(day: number, span: TallySpan): number {
  const at = new Date(day)
  if (span === 'week') return day - ((at.getUTCDay() + 6) % 7) * dayMilliseconds
  return span === 'month' ? Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1) : day
}

function next(day: number, span: TallySpan): number {
  const at = new Date(day)
  if (span === 'month') return Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1)
  return day + (span === 'week' ? 7 : 1) * dayMilliseconds
}

const asIso = (day: number): string => new Date(day).toISOString().slice(0, 10)
