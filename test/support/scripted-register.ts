import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** How the register answers one question; without `status` and `body` as it should. */
interface Line {
  readonly status?: number
  readonly body?: string
  /** Milliseconds. */
  readonly delay?: number
}

interface Question {
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export type ScriptedRegister = Awaited<ReturnType<typeof startScriptedRegister>>

const noDebt = JSON.stringify({ loans: [], creditorsAnswered: 4, creditorsMissing: 0 })

/** A debt register that answers line by line, and as it should when its script is over. */
export async function startScriptedRegister(script: readonly Line[]) {
  const asked: Question[] = []
  const lines = [...script]
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    asked.push({ url: request.url ?? '', headers: request.headers, body })
    const line = lines.shift() ?? {}
    await sleep(line.delay ?? 0)
    response.writeHead(line.status ?? 200, { 'content-type': 'application/json' }).end(line.body ?? noDebt)
  })
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/debts`,
    asked,
    close: async () => {
      server.closeAllConnections()
      await new Promise(closed => server.close(closed))
    },
  }
}
