import { z } from 'zod'
import { osloMidnight } from '../../../domain/text/oslo.ts'

/** A field of a form that narrows a search, or nothing. */
export const Narrowing = z
  .string()
  .trim()
  .max(300)
  .optional()
  .transform(text => text || undefined)

/** A day as browsers send it, or nothing. */
export const Day = z
  .union([z.literal(''), z.iso.date()])
  .optional()
  .transform(day => day || undefined)

export const Cursor = z.string().max(2000).optional()

/** From when to when two days last in Norway, both of them whole. */
export const timeBetween = ({
  from,
  to,
}: {
  readonly from?: string | undefined
  readonly to?: string | undefined
}) => ({
  from: from === undefined ? undefined : startOf(from, 0),
  to: to === undefined ? undefined : startOf(to, 1),
})

/** When a day begins in Norway, or one some days later. */
function startOf(date: string, later: number): Date {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  return osloMidnight({ year, month, day: day + later })
}

/** A path with what is asked for, without what is empty. */
export function addressed(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const said = Object.entries(query).filter((one): one is [string, string] => Boolean(one[1]))
  return said.length === 0 ? path : `${path}?${new URLSearchParams(said)}`
}
