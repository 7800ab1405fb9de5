import { Problem } from '../../../domain/problem.ts'

/** A field that was not filled in right, and the text that says what is wrong. */
export interface Fault {
  readonly field: string
  readonly text: string
}

const known: readonly (Fault & { readonly is: (problem: Problem) => boolean })[] = [
  { field: 'reason', text: 'console.fault.reason', is: ({ pointer }) => pointer === '/reason' },
  { field: 'number', text: 'console.fault.number', is: ({ code }) => code === 'party.malformed' },
]

/** What a form says was wrong with a field of it. Everything else is thrown on. */
export function faultOf(error: unknown): Fault {
  const fault = error instanceof Problem ? known.find(({ is }) => is(error)) : undefined
  if (!fault) throw error
  return { field: fault.field, text: fault.text }
}

/** Whether nobody is shown before the operator has said why. */
export const asksReason = (error: unknown): boolean => error instanceof Problem && error.pointer === '/reason'
