import assert from 'node:assert/strict'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { post } from '../../../adapters/delivery/post.ts'
import { certificate, forServers } from '../../support/client-certificates.ts'
import { closed, listening } from '../../support/listening.ts'
import { withStatus } from '../../support/signal-receiver.ts'

describe('What is put at an address that a receiver chose', () => {
  let answer: RequestListener
  let asked = 0
  const server = createServer((request, response) => {
    asked++
    answer(request, response)
  })
  let url: string
  before(async () => {
    url = `http://127.0.0.1:${await listening(server)}/events`
  })
  beforeEach(() => {
    asked = 0
  })
  after(() => closed(server))

  const troubles: string[] = []
  const putAt = (address: string, more: Partial<Parameters<typeof post>[0]> = {}) =>
    post({
      allowLoopback: true,
      privateHosts: [],
      timeoutSeconds: 1,
      onTrouble: error => troubles.push((error as Error).message),
      ...more,
    })({ url: address, headers: { 'content-type': 'text/plain', authorization: 'x' }, body: 'a secret text' })

  it('is answered as the receiver answers', async () => {
    answer = withStatus(400, '{"err":"invalid_key"}', { 'content-type': 'text/html' })
    assert.deepEqual(await putAt(url), { status: 400, text: '{"err":"invalid_key"}' })
  })

  const cases: Readonly<Record<string, RequestListener>> = {
    'leads elsewhere': (_request, response) => response.writeHead(302, { location: url }).end(),
    'does not answer': () => {},
    'answers without end': (_request, response) => {
      response.writeHead(202)
      const timer = setInterval(() => response.write('x'), 20)
      response.on('close', () => clearInterval(timer))
    },
    'answers with more than anybody reads': (_request, response) =>
      response.writeHead(202).end(Buffer.alloc(1024 * 1024)),
    'hangs up': request => request.destroy(),
  }
  for (const [does, how] of Object.entries(cases)) {
    it(`S57 W4 is put there once, and comes to nothing when the receiver ${does}`, async () => {
      answer = how
      assert.equal(await putAt(url), undefined)
      assert.equal(asked, 1)
      assert.doesNotMatch(troubles.join(), /secret/)
    })
  }

  it('S57 goes to no private address, also where a name leads to one, unless it is listed', async () => {
    answer = withStatus(202)
    assert.equal(await putAt(url, { allowLoopback: false }), undefined)
    assert.equal(await putAt(url.replace('127.0.0.1', 'localhost'), { allowLoopback: false }), undefined)
    assert.equal(await putAt('http://10.255.255.1:9/'), undefined)
    assert.equal(asked, 0)
    const listed = { allowLoopback: false, privateHosts: ['127.0.0.1'] }
    assert.equal((await putAt(url, listed))?.status, 202)
  })

  it('F18 goes nowhere when the certificate is over, or nobody vouches for it', async () => {
    for (const until of [new Date('2021-01-01T00:00:00Z'), undefined]) {
      const { pem, key } = await certificate({
        purpose: forServers,
        host: 'localhost',
        ...(until && { until }),
      })
      const tls = createTlsServer({ cert: pem, key }, () => asked++)
      const port = await listening(tls)
      assert.equal(await putAt(`https://localhost:${port}/`), undefined)
      assert.equal(asked, 0)
      await closed(tls)
    }
  })

  it('ends at once when the server does', async () => {
    answer = () => {}
    const ending = new AbortController()
    const putting = putAt(url, { signal: ending.signal, timeoutSeconds: 600 })
    ending.abort()
    assert.equal(await putting, undefined)
  })
})
