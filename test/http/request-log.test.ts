import assert from 'node:assert/strict'
import type { IncomingMessage } from 'node:http'
import Koa from 'koa'
import { monotonicMs } from '../../adapters/clock/monotonic.ts'
import { type Access, accessLog } from '../../server/http/access-log.ts'
import { clientAddress } from '../../server/http/client-address.ts'
import { requestId } from '../../server/http/request-id.ts'
import { listen, type RunningServer } from '../../server/http/server.ts'

describe('A request', () => {
  let server: RunningServer
  const accesses: Access[] = []

  before(async () => {
    const app = new Koa()
    app.use(requestId(() => 'made-here-1'))
    app.use(
      accessLog({
        report: access => accesses.push(access),
        addressOf: ctx => ctx.ip,
        milliseconds: monotonicMs,
      }),
    )
    app.use(ctx => {
      ctx.body = ctx.state.requestId
    })
    server = await listen(app.callback(), { host: '127.0.0.1', port: 0 })
  })
  after(() => server.close({ drainSeconds: 1 }))

  const ask = (headers: Record<string, string> = {}) =>
    fetch(`http://127.0.0.1:${server.port}/token?code=secret`, { headers })

  it('keeps a sane id of the caller and gets one of ours otherwise', async () => {
    const given = await ask({ 'x-request-id': 'trace-0001.a' })
    assert.equal(given.headers.get('x-request-id'), 'trace-0001.a')
    for (const bad of ['short', 'a'.repeat(65), 'with space here', '<script>alert(1)', '"},{"level":1']) {
      assert.equal(await (await ask({ 'x-request-id': bad })).text(), 'made-here-1', bad)
    }
  })

  it('is reported without its query', async () => {
    accesses.length = 0
    await (await ask()).text()
    const { requestId: id, method, path, status } = accesses[0]!
    assert.deepEqual(
      { id, method, path, status },
      { id: 'made-here-1', method: 'GET', path: '/token', status: 200 },
    )
  })
})

describe('The address of a client', () => {
  const request = (remoteAddress: string, forwarded?: string): IncomingMessage =>
    Object.assign(Object.create(null), {
      socket: { remoteAddress },
      headers: { 'x-forwarded-for': forwarded },
    })

  const cases: readonly (readonly [
    trusted: number | string[],
    forwarded: string | undefined,
    expected: string,
  ])[] = [
    [0, '1.1.1.1', '10.0.0.9'],
    [1, '6.6.6.6, 1.1.1.1', '1.1.1.1'],
    [2, '6.6.6.6, 1.1.1.1', '6.6.6.6'],
    [1, undefined, '10.0.0.9'],
    [1, '<script>', '10.0.0.9'],
    [1, 'nonsense, 1.1.1.1', '1.1.1.1'],
    [['10.0.0.0/8'], '6.6.6.6, 1.1.1.1, 10.2.2.2', '1.1.1.1'],
    [['192.168.0.0/16', 'fd00::/8'], '1.1.1.1', '10.0.0.9'],
    [['10.0.0.0/8'], '10.1.1.1', '10.1.1.1'],
  ]
  for (const [trusted, forwarded, expected] of cases) {
    it(`is ${expected} for ${forwarded ?? 'nothing'} forwarded and ${String(trusted)} trusted`, () => {
      assert.equal(clientAddress(trusted)(request('10.0.0.9', forwarded)), expected)
    })
  }
})
