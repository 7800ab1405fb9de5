import { z } from 'zod'
import { operationNames } from '../../../domain/operators/operations.ts'
import type { OperatorActFilter } from '../../../ports/operators/operator-acts.ts'
import { Cursor, Day, Narrowing, timeBetween } from '../page/queries.ts'

/** What acts are looked for by. Fields that were left empty narrow nothing. */
export const ActQuery = z.object({
  operator: Narrowing,
  operation: z.union([z.literal(''), z.enum(operationNames)]).optional(),
  kind: Narrowing,
  id: Narrowing,
  from: Day,
  to: Day,
  after: Cursor,
})

export type ActQuery = z.infer<typeof ActQuery>

export const toFilter = ({ operator, operation, kind, id, from, to }: ActQuery): OperatorActFilter => ({
  operatorId: operator,
  operation: operation || undefined,
  target: kind === undefined ? undefined : { kind, id },
  ...timeBetween({ from, to }),
})
