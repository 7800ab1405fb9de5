import { Problem } from '../../../server/domain/problem.ts'

/** What Node and zlib say when the machine has no memory to give. */
const outOfMemory = /Array buffer allocation failed|ERR_MEMORY_ALLOCATION_FAILED|Z_MEM_ERROR/

/**
 * Throws `document.unfinished` for an error of the machine and not of the document, which is then not to blame,
 * however deep among the causes it lies.
 */
export function assertOfDocument(error: unknown): void {
  if (error instanceof Problem) throw error
  if (!(error instanceof Error)) return
  if (outOfMemory.test(`${'code' in error ? String(error.code) : ''} ${error.message}`)) {
    throw new Problem('document.unfinished', 'There was no memory for the document; try again', {
      cause: error,
    })
  }
  assertOfDocument(error.cause)
}
