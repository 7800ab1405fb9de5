import { isUuid } from '../../../domain/ids.ts'
import type { RawRequest } from '../../../http/api/api.ts'
import type { Ids } from '../../../ports/ids.ts'

type Traced = Pick<RawRequest, 'headers' | 'traceId'>

/** The caller's own name of the request, `undefined` when it sends none; it may be no UUID. */
export const sentTrace = ({ headers }: Pick<RawRequest, 'headers'>): string | undefined =>
  headers.elhubtraceid === undefined ? undefined : String(headers.elhubtraceid)

/** The name of the request: the caller's, else the server's, always a UUID. */
export function traceOf(ids: Pick<Ids, 'derivedUuid'>, request: Traced): string {
  const sent = sentTrace(request)
  if (sent !== undefined) return sent
  return isUuid(request.traceId) ? request.traceId : ids.derivedUuid('elhub-trace', request.traceId)
}

/** Both names of the header; the second is what it was called before. */
export const traceHeaders = (trace: string): Readonly<Record<string, string>> => ({
  ElhubTraceId: trace,
  'Elhub-Trace-Id': trace,
})
