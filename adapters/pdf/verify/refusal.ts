import { assertOfDocument } from './assert-of-document.ts'
import type { RefusalCode } from '../../../server/ports/documents/signature-validator.ts'

/** The document fails a check. `why` is for support staff and names nobody. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: RefusalCode

  constructor(code: RefusalCode, why: string, options?: ErrorOptions) {
    super(why, options)
    this.code = code
  }
}

/** Refuses unless the condition holds. */
export function must(condition: unknown, code: RefusalCode, why: string): asserts condition {
  if (!condition) throw new Refusal(code, why)
}

/** Whatever else goes wrong in the work is the document's fault and has that code. */
export function orRefuse<Result>(code: RefusalCode, work: () => Result): Result {
  try {
    return work()
  } catch (cause) {
    if (cause instanceof Refusal) throw cause
    assertOfDocument(cause)
    throw new Refusal(code, cause instanceof Error ? cause.message : 'It cannot be read', { cause })
  }
}
