import assert from 'node:assert/strict'
import { Agent, get, type IncomingMessage, type RequestOptions, type ServerResponse } from 'node:http'
import { connect } from 'node:net'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { listen } from '../../server/http/server.ts'
import { rawRequest } from '../support/raw-request.ts'
import type { Asking } from '../support/asking-thread.ts'

const here = { host: '127.0.0.1', port: 0 }

describe('The server', () => {
  it('picks a free port for port 0', async () => {
    const server = await listen((_, response) => response.end('hei'), here)
    assert.equal(await (await fetch(`http://127.0.0.1:${server.port}`)).text(), 'hei')
    await server.close({ drainSeconds: 1 })
  })

  it('says when the port is taken', async () => {
    const server = await listen((_, response) => response.end(), here)
    await assert.rejects(
      listen((_, response) => response.end(), { ...here, port: server.port }),
      /EADDRINUSE/,
    )
    await server.close({ drainSeconds: 1 })
  })

  it('lets a request in progress finish and does not wait for idle connections', async () => {
    const server = await listen(async (_, response) => {
      await sleep(150)
      response.end('done')
    }, here)
    const agent = new Agent({ keepAlive: true })
    const answered = textOf(server.port, agent)
    await sleep(30)
    const began = performance.now()
    await server.close({ drainSeconds: 5 })
    assert.equal(await answered, 'done')
    assert.ok(performance.now() - began < 1000)
    await assert.rejects(textOf(server.port), /ECONNREFUSED/)
    agent.destroy()
  })

  it('cuts what is not finished in time', async () => {
    const server = await listen(() => undefined, here)
    const cut = assert.rejects(textOf(server.port), /socket hang up/)
    await sleep(30)
    await server.close({ drainSeconds: 0.1 })
    await cut
  })

  it('F24: answers all whom the system had connected while the process was busy ending', async () => {
    const server = await listen((_, response) => response.end('hei'), here)
    const stage = new Int32Array(new SharedArrayBuffer(4))
    const workerData: Asking = { port: server.port, connections: 40, stage }
    const client = new Worker(new URL('../support/asking-thread.ts', import.meta.url), { workerData })
    await once(client, 'online')
    const closed = server.close({ drainSeconds: 5 })
    setTimeout(() => stayBusyUntilAllIsSent(stage), 50)
    const [answers] = await once(client, 'message')
    assert.deepEqual(
      answers,
      Array.from({ length: 40 }, () => 'HTTP/1.1 200 OK'),
    )
    await closed
  })

  it('serves on as a lame duck, newcomers too, and lets go of each with its answer', async () => {
    let finish = () => {}
    const server = await listen((request, response) => {
      finish = () => response.end('late')
      if (request.url === '/') response.end('hei')
    }, here)
    const agent = new Agent({ keepAlive: true })
    const kept = await answerOf(server.port, { agent })
    const slow = answerOf(server.port, { path: '/slow' })
    await sleep(30)
    const finishSlow = finish
    const closed = server.close({ lameDuckSeconds: 0.5, drainSeconds: 5 })
    const later = [await answerOf(server.port, { agent }), await answerOf(server.port)]
    finishSlow()
    later.push(await slow)
    await closed
    assert.equal(kept.headers.connection, 'keep-alive')
    assert.deepEqual(
      later.map(({ statusCode, headers }) => [statusCode, headers.connection]),
      Array.from({ length: 3 }, () => [200, 'close']),
    )
    await assert.rejects(answerOf(server.port), /ECONNREFUSED/)
    agent.destroy()
  })

  it('does not wait for connections that were opened ahead and never asked anything', async () => {
    const server = await listen((_, response) => response.end(), here)
    const spare = connect(server.port, '127.0.0.1')
    await once(spare, 'connect')
    const began = performance.now()
    await server.close({ drainSeconds: 8 })
    assert.ok(performance.now() - began < 5_000)
    spare.destroy()
  })

  it('S40: answers 431 to headers of 64 KB', async () => {
    const server = await listen((_, response) => response.end(), here)
    const { status } = await fetch(`http://127.0.0.1:${server.port}`, {
      headers: { 'x-long': 'a'.repeat(65_536) },
    })
    assert.equal(status, 431)
    await server.close({ drainSeconds: 1 })
  })

  it('answers 400 to what is not HTTP and to a body of two lengths', async () => {
    const server = await listen((_, response) => response.end(), here)
    for (const nonsense of [
      'hei\r\n\r\n',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ]) {
      assert.equal((await rawRequest(server.port, nonsense)).status, 400)
    }
    await server.close({ drainSeconds: 1 })
  })

  it('gives no answer to a whole request for what is wrong with the next, and ends the connection', async () => {
    const handled = Promise.withResolvers<void>()
    const slow = async (request: IncomingMessage, response: ServerResponse) => {
      await request.resume().toArray()
      await sleep(50)
      response.end('carried out')
      handled.resolve()
    }
    const server = await listen((...both) => void slow(...both), here)
    const socket = connect(server.port, '127.0.0.1')
    socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nokhei\r\n\r\n')
    const answered = await socket.toArray()
    assert.equal(Buffer.concat(answered).toString(), '')
    await handled.promise
    await server.close({ drainSeconds: 1 })
  })

  it('says nosniff and, over https, HSTS on every answer: its own, those of Node, and to what is no request', async () => {
    const codes: string[] = []
    const place = { ...here, secure: true, onUnreadable: (code: string) => codes.push(code) }
    const server = await listen((_, response) => response.writeHead(204, ['X-Own', 'kept']).end(), place)
    const host = 'Host: localhost\r\nConnection: close\r\n'
    for (const [status, written] of [
      [204, `GET / HTTP/1.1\r\n${host}\r\n`],
      [204, `GET / HTTP/1.1\r\n${host}Expect: tea\r\n\r\n`],
      [400, 'hei\r\n\r\n'],
      [400, `POST / HTTP/1.1\r\n${host}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
      [431, `GET / HTTP/1.1\r\n${host}X-Long: ${'a'.repeat(20_000)}\r\n\r\n`],
    ] as const) {
      const { headers, ...answer } = await rawRequest(server.port, written)
      assert.equal(answer.status, status)
      assert.equal(headers.get('x-content-type-options'), 'nosniff', String(status))
      assert.equal(headers.get('strict-transport-security'), 'max-age=63072000', String(status))
      assert.equal(headers.get('x-own'), status === 204 ? 'kept' : null)
    }
    assert.deepEqual(codes, ['HPE_INVALID_METHOD', 'HPE_INVALID_TRANSFER_ENCODING', 'HPE_HEADER_OVERFLOW'])
    await server.close({ drainSeconds: 1 })
  })
})

const textOf = (port: number, agent?: Agent): Promise<string> =>
  new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, agent }, response => {
      response.setEncoding('utf8').on('data', resolve)
    }).on('error', reject)
  })

const answerOf = (port: number, options: RequestOptions = {}): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, ...options }, response => {
      response.resume().on('end', () => resolve(response))
    }).on('error', reject)
  })

/** Nothing else happens in this thread until then. */
function stayBusyUntilAllIsSent(stage: Int32Array): void {
  Atomics.store(stage, 0, 1)
  Atomics.notify(stage, 0)
  Atomics.wait(stage, 0, 1, 10_000)
}
