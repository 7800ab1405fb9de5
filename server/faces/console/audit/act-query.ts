import { z } from 'zod'
import { operationNames } from '../../../domain/operators/operations.ts'
import { osloMidnight } from '../../../domain/text/oslo.ts'
import type { OperatorActFilter } from '../../../ports/operators/operator-acts.ts'

const short = z.string().trim().max(200).optional()

/** A day as browsers send it, or nothing. */
const Day = z
  .union([z.literal(''), z.iso.date()])
  .optional()
  .transform(day => day || undefined)

/** What acts are looked for by. Fields that were left empty narrow nothing. */
export const ActQuery = z.object({
  operator: short,
  operation: z.union([z.literal(''), z.enum(operationNames)]).optional(),
  kind: short,
  id: short,
  from: Day,
  to: Day,
  after: z.string().max(2000).optional(),
})

export type ActQuery = z.infer<typeof ActQuery>

export const toFilter = ({ operator, operation, kind, id, from, to }: ActQuery): OperatorActFilter => ({
  operatorId: operator || undefined,
  operation: operation || undefined,
  target: kind ? { kind, id: id || undefined } : undefined,
  from: from === undefined ? undefined : startOf(from, 0),
  to: to === undefined ? undefined : startOf(to, 1),
})

/** When a day begins in Norway, or one some days later. */
function startOf(date: string, later: number): Date {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  return osloMidnight({ year, month, day: day + later })
}

/** The query as the address has it, without what is empty. */
export function addressed(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const said = Object.entries(query).filter((one): one is [string, string] => Boolean(one[1]))
  return said.length === 0 ? path : `${path}?${new URLSearchParams(said)}`
}
