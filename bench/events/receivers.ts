import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { listening } from '../../test/support/listening.ts'
import type { Arrival, Manner, ToReceivers } from './receivers-process.ts'

/** Receivers at `/0`, `/1` …, each in its manner, in a process of their own. */
const manners = new Map<string, Manner>()
const arrivals: Arrival[] = []
const tried = new Map<string, number>()

const server = createServer(async (request, response) => {
  const receiver = (request.url ?? '').slice(1)
  tried.set(receiver, (tried.get(receiver) ?? 0) + 1)
  const body = await read(request)
  const at = performance.timeOrigin + performance.now()
  answer(manners.get(receiver) ?? 'takes', response)
  if ((manners.get(receiver) ?? 'takes') === 'takes') arrivals.push({ receiver, id: jtiOf(body), at })
})
server.keepAliveTimeout = 60_000

function answer(manner: Manner, response: ServerResponse): void {
  if (manner === 'hangs') return
  if (manner === 'is down') response.socket?.destroy()
  else response.writeHead(manner === 'fails' ? 500 : 202).end()
}

async function read(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request) body += chunk
  return body
}

const jtiOf = (token: string): string =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).jti

process.on('message', (message: ToReceivers) => {
  if (message.kind === 'behave') manners.set(message.receiver, message.manner)
  if (message.kind === 'tell')
    process.send?.({ arrivals: arrivals.splice(0), tried: Object.fromEntries(tried) })
})
const port = await listening(server)
process.send?.({ port })
