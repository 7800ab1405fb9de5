import assert from 'node:assert/strict'
import { managementHandler } from '../../server/http/management.ts'
import { listen, type RunningServer } from '../../server/http/server.ts'

describe('The management port', () => {
  let server: RunningServer
  let started = true
  let ending = false
  let database: () => Promise<unknown>
  const ask = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${server.port}${path}`, init)

  before(async () => {
    const handler = managementHandler({
      started: () => started,
      ending: () => ending,
      checks: { database: () => database() },
      metrics: async () => ({ contentType: 'text/plain; version=0.0.4', text: 'up 1\n' }),
    })
    server = await listen(handler, { host: '127.0.0.1', port: 0 })
  })
  beforeEach(() => {
    started = true
    ending = false
    database = async () => undefined
  })
  after(() => server.close({ drainSeconds: 1 }))

  it('is live whatever the database does', async () => {
    database = () => Promise.reject(new Error('down'))
    assert.equal((await ask('/health/live')).status, 200)
  })

  it('is ready when every check passes', async () => {
    const response = await ask('/health/ready')
    assert.equal(response.status, 200)
    assert.deepEqual(await response.json(), { status: 'ready', checks: { database: 'ok' } })
  })

  it('is not ready when a check fails, and does not tell why', async () => {
    database = () => Promise.reject(new Error('password authentication failed for samtykke'))
    const response = await ask('/health/ready')
    assert.equal(response.status, 503)
    assert.deepEqual(await response.json(), { status: 'not ready', checks: { database: 'failed' } })
  })

  it('is not ready when a check does not answer in time', async () => {
    database = () => new Promise(() => undefined)
    assert.equal((await ask('/health/ready')).status, 503)
  })

  it('is neither started nor ready before the server listens', async () => {
    started = false
    assert.equal((await ask('/health/started')).status, 503)
    assert.equal((await ask('/health/ready')).status, 503)
  })

  it('is not ready once the server was asked to end, though it lives and every check passes', async () => {
    ending = true
    const response = await ask('/health/ready')
    assert.deepEqual([response.status, await response.json()], [503, { status: 'ending' }])
    assert.equal((await ask('/health/live')).status, 200)
  })

  it('gives the metrics', async () => {
    assert.equal(await (await ask('/metrics')).text(), 'up 1\n')
  })

  it('has nothing else, and takes no other method', async () => {
    for (const path of ['/', '/metrics/', '/__proto__', '/toString', '/health/live?x']) {
      assert.equal((await ask(path)).status, 404, path)
    }
    assert.equal((await ask('/metrics', { method: 'POST' })).status, 405)
  })
})
