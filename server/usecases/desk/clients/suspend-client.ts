import type { Operator } from '../../../domain/operators/operator.ts'
import { type StandingPorts, setStanding } from '../../steps/set-client-standing.ts'

export interface SuspendClient {
  readonly operator: Operator
  readonly id: string
  readonly reason?: string | undefined
  readonly traceId?: string | undefined
}

/**
 * Takes everything from a client for now: it can neither ask nor come by tokens, nor look at those of others, and its own are good
 * for nothing. Consents stay. Repeating it changes nothing. Throws `caller.forbidden` or `client.unknown`.
 */
export const suspendClient =
  (ports: StandingPorts) =>
  (command: SuspendClient): Promise<void> =>
    setStanding(ports)({ ...command, operation: 'client.suspend' })
