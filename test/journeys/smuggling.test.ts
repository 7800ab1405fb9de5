import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { type DemoApp, startDemoApp } from '../support/demo-app.ts'
import { lines, rawRequest } from '../support/raw-request.ts'

describe('S71: a connection that is used to smuggle', () => {
  let app: DemoApp
  let port: string
  before(async () => {
    app = await startDemoApp()
    port = new URL(app.publicUrl).port
  })
  after(() => app.close())

  const path = '/.well-known/openid-configuration'
  const host = 'Host: localhost'
  /** What would be answered 200 if it were taken for a request of its own. */
  const smuggled = lines(`GET ${path} HTTP/1.1`, host, '', '')

  const post = (...fields: readonly string[]) => lines('POST /token HTTP/1.1', host, ...fields)
  const shapes: Readonly<Record<string, string>> = {
    'a length and chunks': post('Content-Length: 6', 'Transfer-Encoding: chunked', '', '0', '', smuggled),
    'chunks and a length': post('Transfer-Encoding: chunked', 'Content-Length: 6', '', '0', '', smuggled),
    'two lengths': post('Content-Length: 0', `Content-Length: ${smuggled.length}`, '', smuggled),
    'a list of lengths': post('Content-Length: 0, 5', '', smuggled),
    'a length with a sign': post('Content-Length: +0', '', smuggled),
    'a length in hexadecimal': post('Content-Length: 0x0', '', smuggled),
    'a length with a space before the colon': post('Content-Length : 0', '', smuggled),
    'chunked twice': post('Transfer-Encoding: chunked', 'Transfer-Encoding: chunked', '', '0', '', smuggled),
    'chunked and something else': post('Transfer-Encoding: chunked, identity', '', '0', '', smuggled),
    'something else': post('Transfer-Encoding: xchunked', '', '0', '', smuggled),
    'a tab before chunked': post('Transfer-Encoding:\tchunked', 'Content-Length: 5', '', '0', '', smuggled),
    'a bare line feed': `POST /token HTTP/1.1\n${host}\nContent-Length: 0\n\n${smuggled}`,
    'a bare line feed in a header': post(
      'X: a\nTransfer-Encoding: chunked',
      'Content-Length: 5',
      '',
      '0',
      '',
      smuggled,
    ),
    'a bare carriage return': post('X: a\rTransfer-Encoding: chunked', '', '0', '', smuggled),
    'a folded header': post('X: a', ' Transfer-Encoding: chunked', '', '0', '', smuggled),
    'a NUL in a header': post('X: a\0b', 'Content-Length: 0', '', smuggled),
    'a chunk whose size is none': post('Transfer-Encoding: chunked', '', 'zz', '', smuggled),
    'a chunk that is longer than it says': post(
      'Transfer-Encoding: chunked',
      '',
      '1',
      'abc',
      '0',
      '',
      smuggled,
    ),
    'a chunk that ends in a bare line feed': post('Transfer-Encoding: chunked', '', '0\n\n', smuggled),
    'a preface of HTTP/2': 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  }
  for (const [title, bytes] of Object.entries(shapes))
    it(`by ${title} is refused, and what comes after it is never taken for a request`, async () => {
      const began = performance.now()
      const { text } = await rawRequest(port, bytes)
      const statuses = [...text.matchAll(/HTTP\/1\.1 (\d+) /g)].map(([, status]) => status)
      assert.ok(performance.now() - began < 4_000, 'it was left open')
      for (const status of statuses) assert.ok(status === '400' || status === '413', text)
    })

  it('by requests one after another is answered each in its turn', async () => {
    const last = lines(`GET /nowhere HTTP/1.1`, host, 'Connection: close', '', '')
    const { text } = await rawRequest(port, smuggled + lines('GET /consents HTTP/1.1', host, '', '') + last)
    const statuses = [...text.matchAll(/HTTP\/1\.1 (\d+) /g)].map(([, status]) => status)
    assert.deepEqual(statuses, ['200', '303', '404'])
  })

  it('by waiting to be told to go on, with no body, is answered', async () => {
    const bytes = lines(`GET ${path} HTTP/1.1`, host, 'Expect: 100-continue', 'Connection: close', '', '')
    const { text } = await rawRequest(port, bytes)
    assert.match(text, /HTTP\/1\.1 200 OK/)
  })

  it('by many that are never finished keeps nobody else waiting', async () => {
    const slow = await Promise.all(
      Array.from({ length: 200 }, async () => {
        const socket = connect(Number(port), '127.0.0.1')
          .on('error', () => {})
          .resume()
        await once(socket, 'connect')
        socket.write('GET / HTTP/1.1\r\nX-Slow: ')
        return socket
      }),
    )
    try {
      for (let turn = 0; turn < 5; turn++) {
        for (const socket of slow) socket.write('a')
        assert.equal((await fetch(app.publicUrl + path)).status, 200)
        assert.ok(
          slow.every(({ readyState }) => readyState === 'open'),
          'while none of them was ended',
        )
        await sleep(20)
      }
    } finally {
      for (const socket of slow) socket.destroy()
    }
  })
})
