import { type Operation, operations } from '../../domain/operators/operations.ts'
import type { Operator } from '../../domain/operators/operator.ts'
import type { Api, Route } from '../../http/api/api.ts'
import { route } from '../../http/api/route.ts'

interface OperatorRoute<Params, Query, Body> extends Route<Operator, Params, Query, Body> {
  /** What it does; absent for what every operator may. */
  readonly operation?: Operation
}

/** A route that operators call: what it does says what scope it takes. Whether the caller has it is for the desk to say. */
export const operatorRoute = <Params = unknown, Query = unknown, Body = unknown>({
  operation,
  ...given
}: OperatorRoute<Params, Query, Body>): Api['routes'][number] =>
  route<Operator, Params, Query, Body>({
    ...given,
    scopes: operation === undefined ? [] : [operations[operation].scope],
  })
