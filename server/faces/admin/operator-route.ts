import { approvable, type Operation, operations } from '../../domain/operators/operations.ts'
import { assertMayDo, type Operator } from '../../domain/operators/operator.ts'
import type { Api, Route } from '../../http/api/api.ts'
import { route } from '../../http/api/route.ts'
import { exampleProposal, orProposed, ProposalDocument } from './wire/proposal-document.ts'

interface OperatorRoute<Params, Query, Body> extends Route<Operator, Params, Query, Body> {
  /** What it does; absent for what every operator may. */
  readonly operation?: Operation
}

/**
 * A route that operators call: what it does says what scope it takes, and whether it may wait for a second pair of eyes. The desk
 * asks for the scope as well; here it is asked for before an answer of before is given again.
 */
export const operatorRoute = <Params = unknown, Query = unknown, Body = unknown>({
  operation,
  ...given
}: OperatorRoute<Params, Query, Body>): Api['routes'][number] => {
  const { handle, ...rest } = canWait(operation) ? waiting(given) : given
  return route<Operator, Params, Query, Body>({
    ...rest,
    scopes: operation === undefined ? [] : [operations[operation].scope],
    async handle(request) {
      if (operation !== undefined) assertMayDo(request.caller, operation)
      return handle(request)
    },
  })
}

const canWait = (operation: Operation | undefined): boolean =>
  (approvable as readonly (Operation | undefined)[]).includes(operation)

const waiting = <Params, Query, Body>(
  given: Route<Operator, Params, Query, Body>,
): Route<Operator, Params, Query, Body> => ({
  ...given,
  response: {
    ...given.response,
    accepted: {
      description: 'Kept as a proposal, where it takes a second pair of eyes',
      body: ProposalDocument,
    },
  },
  example: { ...given.example, accepted: exampleProposal },
  handle: request => orProposed(() => given.handle(request)),
})
