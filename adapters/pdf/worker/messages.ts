import type { ProblemCode } from '../../../server/domain/problem.ts'
import type { TaskName } from './tasks.ts'

/** What a thread is told to do. */
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
  | { readonly error: unknown }
