import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

export interface RunningServer {
  readonly port: number
  /** Answers what has been sent, accepts no more, lets it finish for at most `drainSeconds`, then cuts what is left. */
  close(drainSeconds: number): Promise<void>
}

/** Bounds against clients that send slowly, much, or for ever (S40, S71). */
const limits = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5_000,
  maxHeaderSize: 16 * 1024,
} as const

const maxRequestsPerSocket = 10_000

/** Listens on `port`, 0 for a free one. Rejects when it cannot. */
export async function listen(
  handler: RequestListener,
  { host, port }: { host: string; port: number },
): Promise<RunningServer> {
  const server = createServer(limits, handler)
  server.maxRequestsPerSocket = maxRequestsPerSocket
  await new Promise<void>((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException) => reject(isTaken(error) ? taken(host, port) : error)
    server.once('error', refuse)
    server.listen({ host, port }, () => {
      server.off('error', refuse)
      resolve()
    })
  })
  const { port: given } = server.address() as AddressInfo
  return { port: given, close: drainSeconds => drain(server, drainSeconds) }
}

const isTaken = ({ code }: NodeJS.ErrnoException): boolean => code === 'EADDRINUSE'

const taken = (host: string, port: number): Error =>
  new Error(`Port ${port} of ${host} is taken by another program (EADDRINUSE); choose another port`)

/** What was sent before the end is read within this time, and answered. */
const millisecondsToArrive = 100

async function drain(server: Server, seconds: number): Promise<void> {
  server.prependListener('request', (_, response) => response.setHeader('Connection', 'close'))
  await sleep(Math.min(seconds * 1000, millisecondsToArrive))
  const cut = setTimeout(() => server.closeAllConnections(), seconds * 1000)
  const idle = setInterval(() => server.closeIdleConnections(), 50)
  await new Promise<void>(resolve => server.close(() => resolve()))
  clearTimeout(cut)
  clearInterval(idle)
}
