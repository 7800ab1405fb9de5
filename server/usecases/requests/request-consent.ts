import type { RequestConsent } from '../steps/compose-request.ts'
import { type PuttingPorts, putRequest, type Requested } from '../steps/put-request.ts'

export type { RequestConsent } from '../steps/compose-request.ts'
export type { Requested } from '../steps/put-request.ts'

/**
 * Asks. Repeating it with the same id gives the request that is there already.
 * Throws `purpose.unknown`, `purpose.too-long` or `scope.unknown` for what the purpose does not allow, and `LimitReached` for
 * a person whom the same asker has asked too often. Of a grant that is to be changed it throws `authorization-grant.not-found`,
 * `authorization-grant.not-active` or `purpose.not-allowed`.
 */
export const requestConsent =
  (ports: PuttingPorts) =>
  (command: RequestConsent): Promise<Requested> =>
    putRequest(ports, command)
