import type { Caller } from '../caller.ts'
import type { ElhubTools } from '../elhub-tools.ts'

interface Happening {
  readonly caller: Caller
  readonly documentId: string
  readonly reason?: string
  readonly details?: Readonly<Record<string, string | number | boolean>>
}

/** Tells the operator what became of a document, in upstream's words. Details say nothing of persons. */
export function recordEvent(
  { tellOperator }: Pick<ElhubTools, 'tellOperator'>,
  what: string,
  { caller, documentId, reason, details }: Happening,
): void {
  const { clientId, trace: traceId } = caller
  tellOperator(what, { ...details, reason, clientId, documentId, traceId })
}
