import type { RawRequest } from '../../../http/api.ts'
import { invalidTraceId, missingUserAgent } from './refusals.ts'
import { isUuid } from '../../../domain/ids.ts'
import { sentTrace } from './trace.ts'

/** What every call must show before anything else is looked at. */
export function guard(request: RawRequest): void {
  const trace = sentTrace(request)
  if (trace !== undefined && !isUuid(trace)) throw invalidTraceId()
  if (String(request.headers['user-agent'] ?? '').trim() === '') throw missingUserAgent()
}
