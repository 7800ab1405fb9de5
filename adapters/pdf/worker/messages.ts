import type { ProblemCode } from '../../../server/domain/problem.ts'
import type { TaskName } from './tasks.ts'
import type { Allowance } from './watch.ts'

/** What a process gets when it starts. */
export interface Setting {
  readonly allowance: Allowance
  /** MiB after which it does no further task. */
  readonly spentMb: number
  readonly givesWay: boolean
}

/** What a process gets to do. */
export interface Order {
  readonly name: TaskName
  readonly input: unknown
}

/** What it says when it is done: exactly one of the three. */
export type Answer =
  | { readonly result: unknown }
  | {
      readonly problem: {
        readonly code: ProblemCode
        readonly detail: string
        readonly pointer: string | undefined
      }
    }
  | { readonly error: { readonly name: string; readonly message: string } }

/** What a process says at once when it has an order in hand. */
export const begun = 'begun'

/** With the answer a process says whether it has grown so large that the next task should have a new one. */
export interface Reply {
  readonly answer: Answer
  readonly isSpent: boolean
}
