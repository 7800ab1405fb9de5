import type {
  CheckResult,
  RefusalCode,
  ValidationReport,
} from '../../../server/ports/documents/signature-validator.ts'
import { orRefuse, Refusal } from './refusal.ts'

/** Writes down each check as it is made. */
export interface Report {
  /** Does the check; anything that goes wrong in it is a `Refusal` with that code or the one it throws itself. */
  check<Result>(name: string, code: RefusalCode, work: () => Result): Result
  fact(name: string, value: string | number | boolean): void
  done(): ValidationReport
}

export function openReport(): Report {
  const checks: CheckResult[] = []
  const facts: Record<string, string | number | boolean> = {}
  return {
    check(name, code, work) {
      try {
        const result = orRefuse(code, work)
        checks.push({ check: name, outcome: 'passed' })
        return result
      } catch (error) {
        if (error instanceof Refusal) checks.push({ check: name, outcome: 'failed', why: error.message })
        throw error
      }
    },
    fact(name, value) {
      facts[name] = value
    },
    done: () => ({ checks, facts }),
  }
}
