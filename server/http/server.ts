import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { drain, type Ending, followOpen } from './drain.ts'

export interface RunningServer {
  readonly port: number
  /** Loses nothing that was begun before and is finished in time. */
  close(ending: Ending): Promise<void>
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
  const open = followOpen(server)
  await new Promise<void>((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException) => reject(isTaken(error) ? taken(host, port) : error)
    server.once('error', refuse)
    server.listen({ host, port }, () => {
      server.off('error', refuse)
      resolve()
    })
  })
  const { port: given } = server.address() as AddressInfo
  return { port: given, close: ending => drain(server, open, ending) }
}

const isTaken = ({ code }: NodeJS.ErrnoException): boolean => code === 'EADDRINUSE'

const taken = (host: string, port: number): Error =>
  new Error(`Port ${port} of ${host} is taken by another program (EADDRINUSE); choose another port`)
