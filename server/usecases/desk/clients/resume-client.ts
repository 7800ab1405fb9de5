import type { Operator } from '../../../domain/operators/operator.ts'
import { type StandingPorts, setStanding } from '../../steps/set-client-standing.ts'

export interface ResumeClient {
  readonly operator: Operator
  readonly id: string
  readonly reason?: string | undefined
  readonly traceId?: string | undefined
}

/**
 * Gives a client that was suspended everything back, of its tokens those that have not ended meanwhile. Repeating it changes
 * nothing. Throws `caller.forbidden` or `client.unknown`.
 */
export const resumeClient =
  (ports: StandingPorts) =>
  (command: ResumeClient): Promise<void> =>
    setStanding(ports)({ ...command, operation: 'client.resume' })
