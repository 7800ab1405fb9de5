import { assertOfDocument } from '../assert-of-document.ts'

/** What the work gives, nothing when it cannot be done. */
export function readable<Result>(work: () => Result): Result | undefined {
  try {
    return work()
  } catch (error) {
    assertOfDocument(error)
    return undefined
  }
}
