import type { Brand } from '../brand.ts'
import type { PartyId } from '../ids.ts'
import type { Operation } from './operations.ts'
import type { Operator } from './operator.ts'

export type OperatorActId = Brand<'OperatorActId'>

/** What an operator did, or whom an operator looked at. It is never changed. */
export interface OperatorAct {
  readonly id: OperatorActId
  readonly at: Date
  readonly operator: Pick<Operator, 'id' | 'name' | 'door'>
  readonly operation: Operation
  readonly target: ActTarget
  /** Whom it is about: she sees it in her history, and what was said is erased with her. */
  readonly party?: PartyId | undefined
  readonly reason?: string | undefined
  /** How it stood before and stands now, as JSON without secrets; neither for what only looked. */
  readonly before?: unknown
  readonly after?: unknown
  /** The request that it was done by, as the log names it. */
  readonly traceId?: string | undefined
}

/** `client` and its id, `purpose` and its id, `grant` and its id, `party` and its id. */
export interface ActTarget {
  readonly kind: string
  readonly id: string
}

const workingDay = 8 * 3600 * 1000

/** A reason to look at a party is good for as long as a working day. */
export const lookedUpSince = (now: Date): Date => new Date(now.getTime() - workingDay)
