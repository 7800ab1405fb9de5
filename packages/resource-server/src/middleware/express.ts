import type { Demands } from '../demands.ts'
import { Refusal } from '../refusal.ts'
import type { IncomingRequest } from '../request/incoming.ts'
import type { ResourceServer } from '../resource-server.ts'
import { checked, type OutgoingResponse, refuse } from './node.ts'

/** A middleware of Express, and of Connect. `accessOf(request)` says what the request may do. */
export const expressGuard =
  (api: Pick<ResourceServer, 'check'>, demands: Demands = {}) =>
  (request: IncomingRequest, response: OutgoingResponse, next: (error?: unknown) => void): void => {
    checked(api, request, demands).then(
      access => (access instanceof Refusal ? refuse(response, access) : next()),
      next,
    )
  }
