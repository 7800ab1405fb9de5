import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'

export interface Management {
  /** True once the server has listened for the first time. */
  readonly started: () => boolean
  /** True once the server was asked to end. */
  readonly ending: () => boolean
  /** Each rejects when that part cannot serve now. */
  readonly checks: Readonly<Record<string, () => Promise<unknown>>>
  readonly metrics: () => Promise<{ readonly contentType: string; readonly text: string }>
  /** Answers everything else; nothing else is there without it. */
  readonly others?: ((request: IncomingMessage, response: ServerResponse) => void) | undefined
}

const checkMilliseconds = 2000

/**
 * The management port: `/health/live` (this process answers), `/health/started`, `/health/ready` (every check passes
 * and nobody has asked the server to end, 503 otherwise) and `/metrics`, GET and HEAD only, whatever becomes of all else there.
 * Nothing of it belongs on the public port.
 */
export const managementHandler = (management: Management): RequestListener => {
  const routes: Readonly<Record<string, (response: ServerResponse) => Promise<void>>> = {
    '/health/live': async response => answer(response, 200, { status: 'live' }),
    '/health/started': async response => {
      const started = management.started()
      answer(response, started ? 200 : 503, { status: started ? 'started' : 'starting' })
    },
    '/health/ready': async response => {
      if (management.ending()) return answer(response, 503, { status: 'ending' })
      const checks = await runChecks(management.checks)
      const ready = management.started() && Object.values(checks).every(result => result === 'ok')
      answer(response, ready ? 200 : 503, { status: ready ? 'ready' : 'not ready', checks })
    },
    '/metrics': async response => {
      const { contentType, text } = await management.metrics()
      response.writeHead(200, { 'content-type': contentType }).end(text)
    },
  }
  return (request, response) => {
    const route = Object.hasOwn(routes, request.url ?? '') ? routes[request.url ?? ''] : undefined
    if (!route && management.others) return management.others(request, response)
    if (!route) return answer(response, 404, { status: 'not found' })
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return answer(response, 405, { status: 'GET only' })
    route(response).catch(() => answer(response, 500, { status: 'failed' }))
  }
}

/** How each went; what takes too long has failed. */
export async function runChecks(checks: Management['checks']): Promise<Record<string, 'ok' | 'failed'>> {
  const results = Object.entries(checks).map(async ([name, check]) => {
    const passed = await Promise.race([check().then(isOk, isFailed), tooLate()])
    return [name, passed ? 'ok' : 'failed'] as const
  })
  return Object.fromEntries(await Promise.all(results))
}

const isOk = () => true
const isFailed = () => false

const tooLate = (): Promise<boolean> =>
  new Promise(resolve => setTimeout(resolve, checkMilliseconds, false).unref())

function answer(response: ServerResponse, status: number, body: unknown): void {
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' }
  response.writeHead(status, headers).end(`${JSON.stringify(body)}\n`)
}
