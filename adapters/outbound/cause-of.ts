/** Why a connection failed, as the system's name for it: `ECONNREFUSED`, `ENOTFOUND`, `CERT_HAS_EXPIRED`. */
export function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  if ('code' in error && typeof error.code === 'string' && error.code !== 'ABORT_ERR') return error.code
  if (error instanceof AggregateError && error.errors.length > 0) return causeOf(error.errors[0])
  if (error.name === 'AbortError') return 'no answer in time'
  return error.cause === undefined ? error.name : causeOf(error.cause)
}
