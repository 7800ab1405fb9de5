import { type Server, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { everywhere } from './security-headers.ts'

interface Answering {
  /** Whether people and clients come by https. */
  readonly secure?: boolean
  /** Hears why, by Node's code. */
  readonly onUnreadable?: (code: string) => void
}

const statuses: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
}

/**
 * Answers what is no request, or did not become one in time, and ends the connection. It ends without an answer where that would
 * be taken for the answer to a request before.
 */
export function refuseUnreadable(
  server: Server,
  { secure = false, onUnreadable = () => {} }: Answering,
): void {
  const awaited = answersAwaited(server)
  const headers = Object.entries({ ...everywhere(secure), 'Content-Length': '0', Connection: 'close' })
  const written = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')
  server.on('clientError', ({ code = 'unknown' }: NodeJS.ErrnoException, socket: Socket) => {
    if (code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
    onUnreadable(code)
    const [first, ...more] = awaited(socket)
    if (first?.headersSent || first?.req.complete || more.length > 0) return void socket.destroy()
    const status = statuses[code] ?? 400
    socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${written}\r\n`)
  })
}

/** The answers that a connection still waits for. */
function answersAwaited(server: Server): (socket: Socket) => readonly ServerResponse[] {
  const bySocket = new WeakMap<Socket, readonly ServerResponse[]>()
  const of = (socket: Socket) => bySocket.get(socket) ?? []
  server.on('request', ({ socket }, response: ServerResponse) => {
    bySocket.set(socket, [...of(socket), response])
    response.once('close', () => {
      bySocket.set(
        socket,
        of(socket).filter(one => one !== response),
      )
    })
  })
  return of
}
