import type { IncomingMessage } from 'node:http'
import type { Middleware } from 'koa'
import { Problem } from '../domain/problem.ts'
import { problemJson } from './api/problem-json.ts'

/** RFC 3986 section 3.2.2, with a port. It may be empty, for a target without an authority. */
const hostSyntax = /^(\[[0-9A-Fa-f:.]+\]|([A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*)(:[0-9]*)?$/

/**
 * Refuses what two who read HTTP may read differently: no Host or more than one (RFC 9112 section 3.2), one that is no host, and a
 * body that does not end by itself (section 6.3). The connection ends, for nobody knows where the next request begins.
 */
export const soundFraming: Middleware = (ctx, next) => {
  const fault = faultOf(ctx.req)
  if (!fault) return next()
  const refused = new Problem('request.malformed', fault)
  const { status, mediaType, body } = problemJson(refused, {
    traceId: ctx.state.requestId ?? '',
    network: '',
    method: ctx.method,
    path: ctx.path,
    headers: ctx.headers,
  })
  ctx.set({ 'Cache-Control': 'no-store', Connection: 'close' })
  ctx.status = status
  ctx.body = JSON.stringify(body)
  ctx.set('Content-Type', mediaType)
}

function faultOf({ rawHeaders, headers, httpVersion }: IncomingMessage): string | undefined {
  const hosts = rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host').length
  if (hosts > 1) return 'There is more than one Host header'
  if (hosts === 0 && httpVersion === '1.1') return 'There is no Host header'
  if (!hostSyntax.test(headers.host ?? '')) return 'The Host header is no host'
  const coding = headers['transfer-encoding']
  if (coding !== undefined && coding.trim().toLowerCase() !== 'chunked')
    return 'The body is in a transfer coding other than chunked'
  return undefined
}
