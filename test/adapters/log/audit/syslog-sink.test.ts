import assert from 'node:assert/strict'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { syslogSink } from '../../../../adapters/log/audit/syslog-sink.ts'

const lines = [
  { text: '{"audit":true,"who":"Åse"}', time: '2026-11-29T12:00:00.000Z' },
  { text: '{"audit":true,"n":2}', time: '2026-11-29T12:00:01.000Z' },
]
const message = /^<110>1 2026-11-29T12:00:0[01]\.000Z \S+ samtykke - audit - (\{.*\})$/

const silent = () => {}

describe('The audit trail at a syslog collector', () => {
  it('comes over TCP in frames that say how many bytes they have', async () => {
    const chunks: Buffer[] = []
    const collector = createServer(socket => socket.on('data', chunk => chunks.push(chunk)))
    const ended = once(collector, 'connection').then(([socket]) => once(socket as Socket, 'close'))
    collector.listen(0, '127.0.0.1')
    await once(collector, 'listening')
    const { port } = collector.address() as AddressInfo
    const sink = syslogSink({ transport: 'tcp', host: '127.0.0.1', port }, silent)
    await sink.open()
    await sink.write(lines)
    await sink.close()
    await ended
    collector.close()
    assert.deepEqual(
      framesOf(Buffer.concat(chunks)),
      lines.map(({ text }) => text),
    )
  })

  it('comes over UDP, one message for each line', async () => {
    const collector = createSocket('udp4')
    const heard: string[] = []
    collector.on('message', one => heard.push(one.toString()))
    collector.bind(0, '127.0.0.1')
    await once(collector, 'listening')
    const sink = syslogSink({ transport: 'udp', host: '127.0.0.1', port: collector.address().port }, silent)
    await sink.write(lines)
    while (heard.length < lines.length) await once(collector, 'message')
    await sink.close()
    collector.close()
    assert.deepEqual(
      heard.map(one => message.exec(one)?.[1]),
      lines.map(({ text }) => text),
    )
  })

  it('is tried again, and trouble is told, while nobody listens', async () => {
    const probe = createServer().listen(0, '127.0.0.1')
    await once(probe, 'listening')
    const { port } = probe.address() as AddressInfo
    await new Promise(closed => probe.close(closed))
    const troubles: unknown[] = []
    const sink = syslogSink({ transport: 'tcp', host: '127.0.0.1', port }, error => void troubles.push(error))
    const writing = sink.write(lines)
    while (troubles.length === 0) await new Promise(soon => setTimeout(soon, 5))
    await sink.close()
    await writing
    assert.match(String(troubles[0]), /ECONNREFUSED/)
  })

  it('is sent again over a new connection when the collector reads nothing more', async () => {
    const connections: Socket[] = []
    const collector = createServer({ pauseOnConnect: true }, socket => connections.push(socket))
    collector.listen(0, '127.0.0.1')
    await once(collector, 'listening')
    const { port } = collector.address() as AddressInfo
    const troubles: unknown[] = []
    const sink = syslogSink(
      { transport: 'tcp', host: '127.0.0.1', port },
      error => void troubles.push(error),
      100,
    )
    const large = {
      text: JSON.stringify({ audit: true, filling: 'x'.repeat(32 * 2 ** 20) }),
      time: lines[0]!.time,
    }
    const writing = sink.write([large])
    await once(collector, 'connection')
    await once(collector, 'connection')
    await sink.close()
    for (const socket of connections) socket.destroy()
    await writing
    collector.close()
    assert.match(String(troubles[0]), /The collector does not answer/)
  })
})

function framesOf(bytes: Buffer): (string | undefined)[] {
  if (bytes.length === 0) return []
  const space = bytes.indexOf(' ')
  const end = space + 1 + Number(bytes.subarray(0, space).toString())
  const [, content] = message.exec(bytes.subarray(space + 1, end).toString()) ?? []
  return [content, ...framesOf(bytes.subarray(end))]
}
