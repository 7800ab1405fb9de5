import assert from 'node:assert/strict'
import { Problem, type ProblemCode } from '../../server/domain/problem.ts'

/** Passes when `act` throws a Problem with this code. */
export function expectProblem(code: ProblemCode, act: () => unknown): void {
  assert.throws(act, error => error instanceof Problem && error.code === code)
}

/** Passes when `act` rejects with a Problem with this code. */
export async function expectRejected(code: ProblemCode, act: () => Promise<unknown>): Promise<void> {
  await assert.rejects(act, error => error instanceof Problem && error.code === code)
}
