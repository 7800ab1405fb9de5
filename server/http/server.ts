import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { drain, type Ending, followOpen } from './drain.ts'
import { answersWith } from './every-answer.ts'
import { withoutAuthority } from './request-target.ts'
import { refuseUnreadable } from './unreadable.ts'

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
  /** Without one is refused by `soundFraming`, which tells the log. */
  requireHostHeader: false,
  maxHeaderSize: 16 * 1024,
} as const

const maxRequestsPerSocket = 10_000

interface Answering {
  /** Whether people and clients come by https. */
  readonly secure?: boolean
  /** Hears of what could not be read as a request, by Node's code for why. */
  readonly onUnreadable?: (code: string) => void
}

/** A server that is bounded, and whose every answer carries what all answers of ours do. */
export function httpServer(handler: RequestListener, answering: Answering = {}): Server {
  const server = createServer(
    { ...limits, ServerResponse: answersWith(answering) },
    withoutAuthority(handler),
  )
  server.maxRequestsPerSocket = maxRequestsPerSocket
  // @NOTE Node would answer 417 by itself, which nobody hears of; an expectation may be passed over (RFC 9110, 10.1.1).
  server.on('checkExpectation', (request, response) => server.emit('request', request, response))
  refuseUnreadable(server, answering)
  return server
}

interface Place extends Answering {
  readonly host: string
  /** 0 for a free one. */
  readonly port: number
}

/** Listens there. Rejects when it cannot. */
export async function listen(
  handler: RequestListener,
  { host, port, ...answering }: Place,
): Promise<RunningServer> {
  const server = httpServer(handler, answering)
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
