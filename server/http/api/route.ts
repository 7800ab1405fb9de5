import type { Api, Authenticate, Route } from './api.ts'

/** A route whose handler is checked against its own schemas. */
export const route = <Caller, Params, Query, Body>(
  typed: Route<Caller, Params, Query, Body>,
): Api['routes'][number] => typed as unknown as Api['routes'][number]

/** An API all of whose routes are called by the callers that `authenticate` gives. */
export const api = <Caller>(
  typed: Omit<Api, 'authenticate' | 'nameOf'> & {
    readonly authenticate: Authenticate<Caller>
    nameOf?(caller: Caller): string
  },
): Api => typed as Api
