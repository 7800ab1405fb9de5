import assert from 'node:assert/strict'
import { scopesOf } from '../../../server/domain/operators/operator.ts'
import { startDemoApp, type DemoApp } from '../../support/demo-app.ts'
import { type OperatorsDoor, operatorsDoor } from '../../support/operators-door.ts'

describe('who calls the management API', () => {
  let app: DemoApp
  let door: OperatorsDoor
  before(async () => {
    app = await startDemoApp()
    door = operatorsDoor(app)
  })
  after(() => app.close())

  for (const role of ['administrator', 'support', 'auditor'] as const) {
    it(`is told who it is, as the ${role} of the demo with all its scopes`, async () => {
      const shown = await door.role(role)
      const { status, json } = await door.call(await door.tokenOf(shown), 'GET /me')
      assert.equal(status, 200)
      assert.equal(json.id, shown.client_id)
      assert.deepEqual(json.scopes.toSorted(), scopesOf[role].toSorted())
    })
  }

  it('finds the API and its description at the address that demo.json names', async () => {
    const { operators } = (await app.demoJson()) as unknown as { operators: { api: string } }
    assert.equal(operators.api, `${app.managementUrl}/admin/v1`)
    const description = await (await fetch(`${operators.api}/openapi.json`)).json()
    assert.equal((description as { openapi: string }).openapi, '3.1.0')
  })

  it('is nobody without a good token, of which a token of another API is none', async () => {
    const machine = { ...app.demo.clients.oauth.machine, scope: '' }
    const foreign = await door.tokenOf(machine)
    for (const token of [undefined, 'nonsense', foreign]) {
      const { status, headers, json } = await door.call(token, 'GET /me')
      assert.equal(status, 401)
      assert.match(headers.get('www-authenticate') ?? '', /^Bearer realm="samtykke"/)
      assert.equal(json.code, 'caller.unauthenticated')
    }
  })

  it('has no scope that its client has lost since, and is nobody once its client is removed', async () => {
    const token = await door.with(['admin.read', 'audit.read'])
    const { id } = (await door.call(token, 'GET /me')).json
    const change = async (scopeValues: readonly string[]) => {
      const client = (await app.stores.clients.find(id, 'anew'))!
      assert.ok(await app.stores.clients.save({ ...client, scopeValues }))
      app.clock.advance(6)
    }
    await change(['audit.read'])
    assert.deepEqual((await door.call(token, 'GET /me')).json.scopes, ['audit.read'])
    await change([])
    assert.equal((await door.call(token, 'GET /me')).status, 403)
    await app.stores.clients.remove(id)
    app.clock.advance(6)
    assert.equal((await door.call(token, 'GET /me')).status, 401)
  })

  it('finds nothing of it at the public port', async () => {
    const token = await door.with(['admin.read'])
    for (const path of ['/admin/v1/me', '/admin/v1/openapi.json', '/openapi/admin.json']) {
      const { status } = await fetch(app.publicUrl + path, { headers: { authorization: `Bearer ${token}` } })
      assert.equal(status, 404, path)
    }
  })

  it('is told of bodies that are too large, of another kind, or not as they must be', async () => {
    const token = await door.with(['clients.write'])
    const send = async (body: string, type = 'application/json') =>
      (await door.call(token, 'POST /clients/demo-web/secrets', { body, headers: { 'content-type': type } }))
        .status
    assert.equal(await send('{"only": "perhaps"}'), 400)
    assert.equal(await send(`{"reason": "${'x'.repeat(70_000)}"}`), 413)
    assert.equal(await send('only=true', 'application/x-www-form-urlencoded'), 415)
  })

  it('is told of paths and methods that are not there', async () => {
    const token = await door.with(['admin.read'])
    assert.equal((await door.call(token, 'GET /nothing')).json.code, 'request.not-found')
    const other = await door.call(token, 'DELETE /me')
    assert.deepEqual([other.status, other.headers.get('allow')], [405, 'GET, HEAD'])
  })
})
