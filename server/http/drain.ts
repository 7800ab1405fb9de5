import type { Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises'

/** In seconds. */
export interface Ending {
  /** How long everybody is still served, also those who come anew. */
  readonly lameDuckSeconds?: number
  /** How long what was begun may take after that. */
  readonly drainSeconds: number
}

/** What a server has open. */
export interface Open {
  readonly sockets: ReadonlySet<Socket>
  readonly responses: ReadonlySet<ServerResponse>
}

/** Follows what is open, from now on. */
export function followOpen(server: Server): Open {
  const sockets = new Set<Socket>()
  const responses = new Set<ServerResponse>()
  server.on('connection', socket => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  server.on('request', (_, response) => {
    responses.add(response)
    response.once('close', () => responses.delete(response))
  })
  return { sockets, responses }
}

/**
 * Serves on for a while, each answer ending its connection; then until nobody comes any more, for two seconds at most;
 * closes the port; and lets what was begun finish in its time. What is not finished then is cut.
 */
export async function drain(
  server: Server,
  open: Open,
  { lameDuckSeconds = 0, drainSeconds }: Ending,
): Promise<void> {
  endEachConnection(server, open)
  await sleep(lameDuckSeconds * 1000)
  const cut = setTimeout(() => server.closeAllConnections(), drainSeconds * 1000)
  await untilNobodyComes(server, Math.min(longestMilliseconds, drainSeconds * 1000))
  const ended = new Promise<void>(resolve => server.close(() => resolve()))
  for (const socket of open.sockets) if (socket.bytesRead === 0) socket.destroy()
  const idle = setInterval(() => setImmediate(() => server.closeIdleConnections()), 50)
  await ended
  clearTimeout(cut)
  clearInterval(idle)
}

/** With the last answer that each connection waits for, and with the next one on those that wait for none. */
function endEachConnection(server: Server, { responses }: Open): void {
  const last = new Map([...responses].map(response => [response.req.socket, response]))
  for (const response of last.values()) response.shouldKeepAlive = false
  server.prependListener('request', (_, response) => {
    response.shouldKeepAlive = false
  })
}

const lookMilliseconds = 10
const quietLooks = 20
const longestMilliseconds = 2_000

/**
 * A port that closes resets those whom the system has connected and this process has not yet accepted. Each look lets the
 * process accept and read whatever is there, however busy the machine is; when it returns, the last one has just found
 * nothing.
 */
async function untilNobodyComes(server: Server, longest: number): Promise<void> {
  let came = 0
  const count = () => void came++
  server.on('connection', count).on('request', count)
  const patience = AbortSignal.timeout(longest)
  for (let quiet = 0; quiet < quietLooks && !patience.aborted; quiet = came === 0 ? quiet + 1 : 0) {
    came = 0
    await sleep(lookMilliseconds)
    await turn()
  }
  server.off('connection', count).off('request', count)
}
