import { once } from 'node:events'
import { connect } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { causeOf } from './cause-of.ts'
import { outboundError } from './outbound-error.ts'

const secure = ['https:', 'smtps:']
const ports: Readonly<Record<string, number>> = { 'https:': 443, 'http:': 80, 'smtps:': 465, 'smtp:': 587 }

/** Connects to where an address leads, by TLS where it says so, and asks nothing. Rejects with the host and the cause. */
export async function reach(address: string, timeoutSeconds: number): Promise<void> {
  const { protocol, hostname, port } = new URL(address)
  const host = hostname.replace(/^\[|\]$/g, '')
  const to = { host, port: Number(port) || ports[protocol] || 443 }
  const isSecure = secure.includes(protocol)
  const socket = isSecure ? connectTls({ ...to, servername: host }) : connect(to)
  try {
    const signal = AbortSignal.timeout(timeoutSeconds * 1000)
    await once(socket, isSecure ? 'secureConnect' : 'connect', { signal })
  } catch (error) {
    throw outboundError(`${host}:${to.port} cannot be reached (${causeOf(error)})`, 'Unreachable')
  } finally {
    socket.destroy()
  }
}
