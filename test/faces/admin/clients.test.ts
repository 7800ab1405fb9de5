import assert from 'node:assert/strict'
import { type DemoApp, startDemoApp } from '../../support/demo-app.ts'
import { basic } from '../../support/oauth-client.ts'
import { type OperatorsDoor, operatorsDoor } from '../../support/operators-door.ts'

const bank = {
  id: 'new-bank',
  face: 'oauth',
  name: 'New Bank',
  owner: { orgno: '810419512', name: 'NEW BANK AS' },
  authentication: 'client_secret',
  grant_types: ['client_credentials'],
  audiences: ['https://finances.demo.example'],
  scopes: ['income.read'],
}

describe('clients, at the management API', () => {
  let app: DemoApp
  let door: OperatorsDoor
  let token: string
  before(async () => {
    app = await startDemoApp()
    door = operatorsDoor(app)
    token = await door.tokenOf(await door.role('administrator'))
  })
  after(() => app.close())

  const call: OperatorsDoor['call'] = (_token, target, calling) => door.call(_token ?? token, target, calling)
  const create = (entry: unknown, headers = {}) => call(token, 'POST /clients', { json: entry, headers })
  const etagOf = async (id: string) => (await call(token, `GET /clients/${id}`)).headers.get('etag') ?? ''
  const acts = async (query: string) =>
    (await door.call(await door.tokenOf(await door.role('auditor')), `GET /acts?${query}`)).json.items

  /** Whether the client gets a token with it. */
  const isGood = async (id: string, secret: string) => {
    const { status, body } = await fetch(`${app.publicUrl}/token`, {
      method: 'POST',
      headers: { authorization: basic(id, secret) },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    })
    await body?.cancel()
    return status === 200
  }

  it('are suspended at once, changed meanwhile, and resumed', async () => {
    const { json } = await create({ ...bank, id: 'loose-bank' })
    const secret = String(json.client_secret)
    const headers = { reason: 'Hemmeligheten lå åpent' }
    const suspension = (method: 'PUT' | 'DELETE', id = 'loose-bank') =>
      call(token, `${method} /clients/${id}/suspension`, { headers })
    const listed = async () => (await call(token, 'GET /clients?search=loose-bank')).json.items[0]
    assert.equal((await suspension('PUT')).status, 204)
    assert.equal((await suspension('PUT')).status, 204)
    assert.equal(await isGood('loose-bank', secret), false)
    assert.ok((await listed()).suspended_at)
    const { json: entry } = await call(token, 'GET /clients/loose-bank')
    const changed = await call(token, 'PUT /clients/loose-bank', {
      headers: { 'if-match': await etagOf('loose-bank') },
      json: { ...entry, name: 'Looser Bank' },
    })
    assert.deepEqual([changed.status, changed.json.name], [200, 'Looser Bank'])
    assert.equal(await isGood('loose-bank', secret), false)
    assert.equal((await suspension('DELETE')).status, 204)
    assert.equal(await isGood('loose-bank', secret), true)
    assert.equal((await listed()).suspended_at, undefined)
    assert.deepEqual(
      (await acts('target_kind=client&target_id=loose-bank')).map(
        (act: { operation: string }) => act.operation,
      ),
      ['client.resume', 'client.write', 'client.suspend', 'client.write'],
    )
    for (const method of ['PUT', 'DELETE'] as const) {
      assert.equal((await suspension(method, 'nobody')).status, 404)
    }
  })

  it('are registered with a secret that is shown once, kept as a hash, and told in no act', async () => {
    const entry = { ...bank, id: 'first-bank' }
    const { status, json, headers } = await create(entry, { reason: 'Avtale signert på mandag' })
    assert.equal(status, 201)
    assert.equal(headers.get('location'), 'clients/first-bank')
    assert.ok(await isGood('first-bank', json.client_secret))
    const read = await call(token, 'GET /clients/first-bank')
    assert.deepEqual([read.headers.get('etag'), read.json.name], ['"1"', 'New Bank'])
    assert.ok(!read.text.includes(json.client_secret))
    const [act] = await acts('target_kind=client&target_id=first-bank')
    assert.deepEqual(
      [act.operation, act.reason, act.before],
      ['client.write', 'Avtale signert på mandag', undefined],
    )
    assert.equal(act.after.entry.name, 'New Bank')
    assert.ok(!JSON.stringify(act).includes(json.client_secret))
    assert.ok(
      app.audited.some(({ what, client_id }) => what === 'client.added' && client_id === 'first-bank'),
    )
  })

  it('are registered once for each key of the caller’s, and answered alike', async () => {
    const entry = { ...bank, id: 'once-bank' }
    const headers = { 'idempotency-key': 'once' }
    const [one, two] = [await create(entry, headers), await create(entry, headers)]
    assert.deepEqual(
      [two.status, two.json, two.headers.get('etag')],
      [201, one.json, one.headers.get('etag')],
    )
    assert.equal(
      (await create({ ...entry, name: 'Another' }, headers)).json.code,
      'request.repeated-differently',
    )
    const again = await create(entry)
    assert.deepEqual([again.status, again.json.code], [409, 'client.exists'])
  })

  it('are told again, with the secret, only to a token that may register them', async () => {
    const administrator = await door.role('administrator')
    const headers = { 'idempotency-key': 'told-again' }
    assert.equal((await create({ ...bank, id: 'told-bank' }, headers)).status, 201)
    const reading = await door.tokenOf({ ...administrator, scope: 'admin.read' })
    const again = await call(reading, 'POST /clients', { json: { ...bank, id: 'told-bank' }, headers })
    assert.deepEqual([again.status, again.json.client_secret], [403, undefined])
  })

  it('are not registered as endpoints would refuse them, and everything that is wrong is told', async () => {
    const { status, json } = await create({
      ...bank,
      id: 'bad',
      audiences: ['https://nowhere.example'],
      colour: 1,
    })
    assert.deepEqual([status, json.code, json.pointer], [400, 'registry.malformed', '/colour'])
    const unfit = await create({
      ...bank,
      id: 'bad',
      audiences: ['https://nowhere.example'],
      purposes: ['none'],
    })
    assert.match(unfit.json.detail, /nowhere\.example[\s\S]*none/)
    assert.equal(
      (await create({ ...bank, id: 'bad', secrets: [{ secret_file: '/etc/passwd' }] })).status,
      400,
    )
    assert.equal((await call(token, 'GET /clients/bad')).json.code, 'client.unknown')
  })

  it('are changed by whoever read the version that stands, and by nobody else', async () => {
    await create({ ...bank, id: 'changed-bank' })
    const { json: entry, headers } = await call(token, 'GET /clients/changed-bank')
    const etag = headers.get('etag') ?? ''
    const put = (json: unknown, match?: string) =>
      call(token, 'PUT /clients/changed-bank', {
        json,
        headers: match === undefined ? {} : { 'if-match': match },
      })

    assert.deepEqual((await put({ ...entry, name: 'Blind' })).json.code, 'version.missing')
    const changed = await put({ ...entry, name: 'Changed Bank' }, etag)
    assert.deepEqual(
      [changed.status, changed.json.name, changed.headers.get('etag')],
      [200, 'Changed Bank', '"2"'],
    )
    const late = await put({ ...entry, name: 'Late' }, etag)
    assert.deepEqual([late.status, late.json.code], [412, 'version.stale'])
    assert.equal((await put(entry, 'W/"2"')).status, 412)

    const [act] = await acts('target_id=changed-bank&target_kind=client')
    assert.deepEqual([act.before.entry.name, act.after.entry.name], ['New Bank', 'Changed Bank'])
    assert.equal((await put(changed.json, '"2"')).headers.get('etag'), '"2"')
    assert.equal((await acts('target_id=changed-bank&target_kind=client')).length, 2)
  })

  it('keep their ids, their owners and their secrets through a change', async () => {
    const { client_secret: secret } = (await create({ ...bank, id: 'kept-bank' })).json
    const { json: entry } = await call(token, 'GET /clients/kept-bank')
    const put = async (json: unknown) =>
      call(token, 'PUT /clients/kept-bank', { json, headers: { 'if-match': await etagOf('kept-bank') } })
    assert.equal((await put({ ...entry, id: 'other-bank' })).json.pointer, '/id')
    const owner = { orgno: '991825827', name: 'ANOTHER AS' }
    assert.deepEqual((await put({ ...entry, owner })).json.code, 'registry.malformed')
    assert.equal((await put({ ...entry, name: 'Kept' })).status, 200)
    assert.ok(await isGood('kept-bank', secret))
  })

  it('get new secrets beside the old ones, which end when they are taken away', async () => {
    const { client_secret: first } = (await create({ ...bank, id: 'rotating-bank' })).json
    const path = '/clients/rotating-bank/secrets'
    const rotated = await call(token, `POST ${path}`, { json: { reason: 'Every quarter' } })
    const { client_secret: second, items } = rotated.json
    assert.deepEqual([rotated.status, items.length], [201, 2])
    assert.ok((await isGood('rotating-bank', first)) && (await isGood('rotating-bank', second)))

    const listed = await call(token, `GET ${path}`)
    assert.deepEqual(listed.json.items, items)
    assert.ok(!listed.text.includes(second))
    assert.equal((await call(token, `DELETE ${path}/${items[1].id}`)).status, 204)
    assert.deepEqual(
      [await isGood('rotating-bank', first), await isGood('rotating-bank', second)],
      [false, true],
    )
    assert.equal((await call(token, `DELETE ${path}/${items[1].id}`)).json.code, 'client-secret.unknown')
    assert.equal((await call(token, `DELETE ${path}/${items[0].id}`)).json.code, 'client-secret.last')

    const only = await call(token, `POST ${path}`, { json: { only: true } })
    assert.equal(only.json.items.length, 1)
    assert.equal(await isGood('rotating-bank', second), false)
    const told = await acts('target_id=rotating-bank&target_kind=client&operation=client.rotate_secret')
    assert.equal(told.length, 3)
    assert.equal(told[2].reason, 'Every quarter')
  })

  it('get nothing to call with that is beyond who registers them', async () => {
    const spy = {
      ...bank,
      id: 'spying-program',
      audiences: [`${app.managementUrl}/admin/v1`],
      scopes: ['consents.support'],
    }
    assert.deepEqual((await create(spy)).json.code, 'caller.forbidden')
    assert.equal((await call(token, 'GET /clients/spying-program')).status, 404)

    assert.equal((await create({ ...spy, scopes: ['admin.read', 'clients.write'] })).status, 201)
    const { json: entry } = await call(token, 'GET /clients/spying-program')
    const grown = await call(token, 'PUT /clients/spying-program', {
      json: { ...entry, scopes: ['admin.read', 'audit.read'] },
      headers: { 'if-match': '"1"' },
    })
    assert.deepEqual([grown.status, grown.json.code], [403, 'caller.forbidden'])

    const taken = await call(token, 'POST /clients/demo-support/secrets', { json: {} })
    assert.deepEqual([taken.status, taken.json.code], [403, 'caller.forbidden'])
  })

  it('have no secret to rotate when they prove themselves otherwise, or are not there', async () => {
    const keyed = await call(token, 'POST /clients/demo-machine-key/secrets', { json: {} })
    assert.deepEqual([keyed.status, keyed.json.code], [409, 'client.without-secrets'])
    assert.equal((await call(token, 'POST /clients/nobody/secrets', { json: {} })).status, 404)
    assert.equal((await call(token, 'GET /clients/nobody/secrets')).status, 404)
    assert.equal((await call(token, 'DELETE /clients/nobody/secrets/x')).status, 404)
    const headers = { 'if-match': '"1"' }
    assert.equal((await call(token, 'DELETE /clients/nobody', { headers })).status, 404)
    assert.equal((await call(token, 'PUT /clients/nobody', { headers, json: { id: 'nobody' } })).status, 404)
  })

  it('are removed for good, by whoever read the version that stands', async () => {
    const { client_secret: secret } = (await create({ ...bank, id: 'gone-bank' })).json
    const remove = (headers = {}) => call(token, 'DELETE /clients/gone-bank', { headers })
    assert.equal((await remove()).status, 428)
    assert.equal((await remove({ 'if-match': '"7"' })).status, 412)
    assert.equal((await remove({ 'if-match': '"1"', reason: 'Out of business' })).status, 204)
    assert.equal(await isGood('gone-bank', secret), false)
    assert.equal((await call(token, 'GET /clients/gone-bank')).status, 404)
    assert.equal((await create({ ...bank, id: 'gone-bank' })).json.code, 'registry.malformed')
    const [act] = await acts('target_id=gone-bank&target_kind=client')
    assert.deepEqual([act.operation, act.reason, act.before.version], ['client.remove', 'Out of business', 1])
  })

  it('are listed by their ids, a page at a time, and found by what they are', async () => {
    const list = async (query: string) => (await call(token, `GET /clients?${query}`)).json
    const idsOf = (page: { items: readonly { id: string }[] }) => page.items.map(({ id }) => id)
    const all = idsOf(await list('limit=100'))
    assert.deepEqual(all, all.toSorted())
    const first = await list('limit=2')
    assert.deepEqual(idsOf(first), all.slice(0, 2))
    assert.deepEqual(idsOf(await list(`limit=2&cursor=${first.next}`)), all.slice(2, 4))
    assert.ok(idsOf(await list('limit=100&owner=810419512')).includes('demo-web'))
    assert.deepEqual(idsOf(await list('search=demo-WEB')), ['demo-web'])
    assert.ok(
      idsOf(await list('limit=100&audience=https://finances.demo.example')).includes('demo-resource-server'),
    )
    assert.ok(!idsOf(await list('limit=100&face=gjeld')).includes('demo-web'))
    assert.deepEqual(idsOf(await list('purpose=nothing')), [])
    assert.equal((await call(token, 'GET /clients?limit=1000')).status, 400)
  })

  it('have owners, who are listed with them', async () => {
    const { items } = (await call(token, 'GET /owners?limit=100')).json
    const owner = items.find(({ orgno }: { orgno: string }) => orgno === '810419512')
    assert.ok(owner.clients.includes('demo-web'))
    assert.deepEqual(owner.handled, [])
    assert.equal((await call(token, 'GET /owners?limit=0')).status, 400)
  })
})
