import assert from 'node:assert/strict'
import { Agent, get } from 'node:http'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { listen } from '../../server/http/server.ts'

const here = { host: '127.0.0.1', port: 0 }

describe('The server', () => {
  it('picks a free port for port 0', async () => {
    const server = await listen((_, response) => response.end('hei'), here)
    assert.equal(await (await fetch(`http://127.0.0.1:${server.port}`)).text(), 'hei')
    await server.close(1)
  })

  it('says when the port is taken', async () => {
    const server = await listen((_, response) => response.end(), here)
    await assert.rejects(
      listen((_, response) => response.end(), { ...here, port: server.port }),
      /EADDRINUSE/,
    )
    await server.close(1)
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
    await server.close(5)
    assert.equal(await answered, 'done')
    assert.ok(performance.now() - began < 1000)
    await assert.rejects(textOf(server.port), /ECONNREFUSED/)
    agent.destroy()
  })

  it('cuts what is not finished in time', async () => {
    const server = await listen(() => undefined, here)
    const cut = assert.rejects(textOf(server.port), /socket hang up/)
    await sleep(30)
    await server.close(0.1)
    await cut
  })

  it('S40: answers 431 to headers of 64 KB', async () => {
    const server = await listen((_, response) => response.end(), here)
    const { status } = await fetch(`http://127.0.0.1:${server.port}`, {
      headers: { 'x-long': 'a'.repeat(65_536) },
    })
    assert.equal(status, 431)
    await server.close(1)
  })

  it('answers 400 to what is not HTTP and to a body of two lengths', async () => {
    const server = await listen((_, response) => response.end(), here)
    for (const nonsense of [
      'hei\r\n\r\n',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ]) {
      assert.match(await rawAnswer(server.port, nonsense), /^HTTP\/1\.1 400 /)
    }
    await server.close(1)
  })
})

const textOf = (port: number, agent?: Agent): Promise<string> =>
  new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, agent }, response => {
      response.setEncoding('utf8').on('data', resolve)
    }).on('error', reject)
  })

const rawAnswer = (port: number, text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    socket
      .setEncoding('utf8')
      .once('data', answer => resolve(String(answer)))
      .once('error', reject)
  })
