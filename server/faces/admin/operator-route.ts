import { approvable, type Operation, operations } from '../../domain/operators/operations.ts'
import type { Operator } from '../../domain/operators/operator.ts'
import type { Api, Route } from '../../http/api/api.ts'
import { route } from '../../http/api/route.ts'
import { exampleProposal, orProposed, ProposalDocument } from './wire/proposal-document.ts'

interface OperatorRoute<Params, Query, Body> extends Route<Operator, Params, Query, Body> {
  /** What it does; absent for what every operator may. */
  readonly operation?: Operation
}

/**
 * A route that operators call: what it does says what scope it takes, and whether it may wait for a second pair of eyes. Whether
 * the caller has the scope is for the desk to say.
 */
export const operatorRoute = <Params = unknown, Query = unknown, Body = unknown>({
  operation,
  ...given
}: OperatorRoute<Params, Query, Body>): Api['routes'][number] =>
  route<Operator, Params, Query, Body>({
    ...(canWait(operation) ? waiting(given) : given),
    scopes: operation === undefined ? [] : [operations[operation].scope],
  })

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
