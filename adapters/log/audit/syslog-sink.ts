import { createSocket, type Socket as Datagrams } from 'node:dgram'
import { connect, isIP, type Socket } from 'node:net'
import { hostname } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { connect as connectSecurely } from 'node:tls'
import { noHash } from './chain.ts'
import type { AuditSink, OnTrouble, TimedLine } from './sink.ts'

export interface SyslogPlace {
  readonly transport: 'tcp' | 'udp' | 'tls'
  readonly host: string
  readonly port: number
}

const retryMilliseconds = 1000

/** RFC 5424 section 6.2.1: facility 13 (log audit), severity 6 (informational). */
const priority = 13 * 8 + 6

/** RFC 5424 section 6, with the line as its message. */
export const syslogMessage = ({ text, time }: TimedLine): string =>
  `<${priority}>1 ${time} ${hostname() || '-'} samtykke - audit - ${text}`

/**
 * A collector, over UDP (RFC 5426), TCP (RFC 6587) or TLS (RFC 5425). What it took and then lost, nobody repeats. One that
 * takes nothing for `silenceMilliseconds` is connected to anew.
 */
export function syslogSink(place: SyslogPlace, onTrouble: OnTrouble, silenceMilliseconds = 5000): AuditSink {
  const ending = new AbortController()
  const collector =
    place.transport === 'udp' ? overDatagrams(place) : overConnection(place, silenceMilliseconds)
  let isOpen = false
  return {
    async open() {
      if (isOpen) return undefined
      isOpen = true
      return noHash
    },
    async write(lines) {
      while (!ending.signal.aborted) {
        try {
          return await collector.send(lines)
        } catch (error) {
          onTrouble(error)
          await sleep(retryMilliseconds, undefined, { ref: false, signal: ending.signal }).catch(() => {})
        }
      }
    },
    reopen: () => {},
    async close() {
      ending.abort()
      collector.close()
    },
  }
}

interface Collector {
  send(lines: readonly TimedLine[]): Promise<void>
  close(): void
}

function overDatagrams({ host, port }: SyslogPlace): Collector {
  let socket: Datagrams | undefined
  return {
    async send(lines) {
      socket ??= datagramsTo(host, () => (socket = undefined))
      const to = socket
      for (const line of lines)
        await new Promise<void>((sent, failed) =>
          to.send(syslogMessage(line), port, host, error => (error ? failed(error) : sent())),
        )
    },
    close: () => socket?.close(),
  }
}

function datagramsTo(host: string, onLost: () => void): Datagrams {
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4').unref()
  return socket.once('error', () => {
    onLost()
    socket.close()
  })
}

function overConnection(place: SyslogPlace, silenceMilliseconds: number): Collector {
  let connection: Socket | undefined
  return {
    async send(lines) {
      if (!connection || connection.destroyed || !connection.writable)
        connection = await reach(place, silenceMilliseconds)
      await sendOver(connection, lines.map(framed).join(''), silenceMilliseconds)
    },
    close: () => connection?.end(),
  }
}

/** RFC 6587 section 3.4.1, octet counting, as in RFC 5425 section 4.3. */
function framed(line: TimedLine): string {
  const message = syslogMessage(line)
  return `${Buffer.byteLength(message)} ${message}`
}

const reach = ({ transport, host, port }: SyslogPlace, silenceMilliseconds: number): Promise<Socket> =>
  new Promise((reached, failed) => {
    const socket =
      transport === 'tls'
        ? connectSecurely({ host, port, servername: isIP(host) ? undefined : host })
        : connect({ host, port })
    socket.unref()
    socket.setTimeout(silenceMilliseconds)
    socket.on('timeout', () => socket.destroy(new Error('The collector does not answer')))
    socket.once('error', failed)
    socket.once(transport === 'tls' ? 'secureConnect' : 'connect', () => {
      socket.setTimeout(0)
      socket.off('error', failed)
      socket.on('error', () => socket.destroy())
      socket.resume()
      reached(socket)
    })
  })

const sendOver = (socket: Socket, text: string, silenceMilliseconds: number): Promise<void> =>
  new Promise((sent, failed) => {
    const lost = () => failed(new Error('The connection to the collector was lost'))
    socket.once('close', lost)
    socket.setTimeout(silenceMilliseconds)
    socket.write(text, error => {
      socket.setTimeout(0)
      socket.off('close', lost)
      if (error) failed(socket.errored ?? error)
      else sent()
    })
  })
