import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { goodProduction } from '../config/production.ts'
import { type ChildServer, startChild } from '../support/child-server.ts'
import { freshPostgresUrl, onPostgres } from '../support/database.ts'
import { rawRequest } from '../support/raw-request.ts'

const main = fileURLToPath(new URL('../../server/main.ts', import.meta.url))

describe('A server in production', () =>
  onPostgres(() => {
    let server: ChildServer
    let dataDir: string
    let port: number
    let managementPort: number

    before(async () => {
      dataDir = mkdtempSync(join(tmpdir(), 'samtykke-production-'))
      ;[port, managementPort] = [await freePort(), await freePort()]
      const env = {
        ...(goodProduction() as Record<string, string>),
        DATABASE_URL: await freshPostgresUrl({ empty: true }),
        SAMTYKKE_DATA_DIR: dataDir,
        SAMTYKKE_REGISTRY_FILE: 'docs/registry.example.yaml',
        SAMTYKKE_LAME_DUCK_SECONDS: '3',
        SAMTYKKE_MANAGEMENT_PORT: String(managementPort),
        PORT: String(port),
      }
      server = await startChild({ file: main, readyWord: 'samtykke ready', env, stderr: 'ignore' })
    })
    after(async () => {
      await server?.kill()
      rmSync(dataDir, { recursive: true })
    })

    const ask = (path: string, at = port, init: RequestInit = {}) =>
      fetch(`http://127.0.0.1:${at}${path}`, { redirect: 'manual', ...init })

    it('is ready on its own address, whatever the Host header says', async () => {
      assert.equal(server.ready, 'https://samtykke.example')
      const discovery = await (await ask('/.well-known/openid-configuration')).json()
      assert.equal(discovery.issuer, 'https://samtykke.example')
      assert.equal(discovery.token_endpoint, 'https://samtykke.example/token')
    })

    it('has nothing of the demo', async () => {
      for (const path of [
        '/demo',
        '/demo/callback',
        '/test-idp',
        '/test-idp/.well-known/openid-configuration',
      ]) {
        assert.equal((await ask(path)).status, 404, path)
      }
      const body = JSON.stringify({ advanceSeconds: 60 })
      const headers = { 'content-type': 'application/json' }
      assert.equal((await ask('/demo/clock', port, { method: 'POST', body, headers })).status, 404)
    })

    it('tells on the management port that it is live, started and ready, and its metrics', async () => {
      for (const path of ['/health/live', '/health/started', '/health/ready', '/metrics']) {
        assert.equal((await ask(path, managementPort)).status, 200, path)
        assert.equal((await ask(path)).status, 404, path)
      }
    })

    it('measures what an operator watches', async () => {
      const text = await (await ask('/metrics', managementPort)).text()
      assert.match(text, /^samtykke_default_partition_rows 0$/m)
      assert.match(text, /^samtykke_partition_ahead_seconds [23]\d{5}/m)
      assert.match(text, /^samtykke_signing_key_age_seconds \d/m)
      assert.match(text, /^samtykke_pool_waiting 0$/m)
      assert.match(text, /http_route="\/\.well-known\/openid-configuration"/)
    })

    it('has applied its registry file', async () => {
      const query = new URLSearchParams({
        client_id: 'energy-adviser',
        redirect_uri: 'https://adviser.example/callback',
        response_type: 'code',
        scope: 'energy.read',
      })
      const answer = await ask(`/authorize?${query}`)
      const location = new URL(answer.headers.get('location') ?? '')
      assert.equal(location.origin + location.pathname, 'https://adviser.example/callback')
      assert.equal(location.searchParams.get('error'), 'invalid_request')
    })

    it('speaks https to everybody, and lets nobody guess what an answer is', async () => {
      const basic = { authorization: 'Basic bm9ib2R5OmE=' }
      for (const answer of [
        await ask('/no-such-page', port, { headers: { accept: 'text/html' } }),
        await ask('/.well-known/openid-configuration'),
        await ask('/jwks'),
        await ask('/authorize'),
        await ask('/token'),
        await ask('/token', port, { method: 'POST', headers: basic }),
        await ask('/introspect', port, { method: 'POST', headers: basic, body: new URLSearchParams() }),
        await ask('/grants/x/uses', port, { method: 'POST' }),
        await ask('/access/v0/authorization-requests'),
        await ask('/openapi/oauth.json'),
        await ask('/assets/samtykke.css'),
        await rawRequest(port, 'hei\r\n\r\n'),
      ]) {
        assert.match(answer.headers.get('strict-transport-security') ?? '', /max-age=\d{7,}/)
        assert.equal(answer.headers.get('x-content-type-options'), 'nosniff')
      }
      for (const path of ['/metrics', '/health/ready', '/nothing'])
        assert.equal((await ask(path, managementPort)).headers.get('x-content-type-options'), 'nosniff')
    })

    it('is not ready from SIGTERM on, serves newcomers as a lame duck, and ends with status 0', async () => {
      const ended = server.stop()
      while ((await ask('/health/ready', managementPort)).status === 200) await sleep(10)
      const answer = await ask('/.well-known/openid-configuration')
      assert.deepEqual([answer.status, answer.headers.get('connection')], [200, 'close'])
      assert.equal((await ask('/health/live', managementPort)).status, 200)
      assert.equal(await ended, 0)
    })
  }))

const freePort = (): Promise<number> =>
  new Promise(resolve => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
