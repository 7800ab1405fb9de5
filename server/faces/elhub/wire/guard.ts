import type { RawRequest } from '../../../http/api/api.ts'
import { isUuid } from '../../../domain/ids.ts'
import { refuse } from './refusals.ts'
import { sentTrace } from './trace.ts'

/** What every call must show before anything else is looked at. */
export function guard(request: RawRequest): void {
  const trace = sentTrace(request)
  if (trace !== undefined && !isUuid(trace)) throw refuse('invalid-trace-id')
  if (String(request.headers['user-agent'] ?? '').trim() === '') throw refuse('missing-user-agent')
}
