import { isRefused, Problem } from '../../../domain/problem.ts'
import { type Fault, faultOf } from '../page/faults.ts'

/** What the form of a right, or of a file of them, says was wrong with a field. Everything else is thrown on. */
export function rightsFault(error: unknown): Fault {
  if (!isRefused(error, 'right.malformed')) return faultOf(error)
  const field = (error instanceof Problem && error.pointer?.slice(1)) || 'actor'
  return { field, text: `console.right.fault.${field}` }
}
