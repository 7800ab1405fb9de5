import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** How the service answers one question. */
export interface Line {
  readonly status?: number
  /** JSON, or a text as it is. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** Milliseconds. */
  readonly delay?: number
  /** Closes the connection in place of an answer. */
  readonly hangUp?: boolean
}

interface Asked {
  readonly method: string
  /** With the query. */
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export type ScriptedService = Awaited<ReturnType<typeof startScriptedService>>

/** A service that answers line by line, by its last line ever after. */
export async function startScriptedService(script: readonly Line[] = []) {
  const asked: Asked[] = []
  let lines = [...script]
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    asked.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers, body })
    const line = (lines.length > 1 ? lines.shift() : lines[0]) ?? {}
    await sleep(line.delay ?? 0, undefined, { ref: false })
    if (line.hangUp) return void response.destroy()
    const text = typeof line.body === 'string' ? line.body : JSON.stringify(line.body ?? {})
    response.writeHead(line.status ?? 200, { 'content-type': 'application/json', ...line.headers }).end(text)
  })
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** The questions that came, oldest first. */
    asked,
    /** Begins another script. */
    say(...next: readonly Line[]) {
      lines = [...next]
      asked.length = 0
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise(closed => server.close(closed))
    },
  }
}
