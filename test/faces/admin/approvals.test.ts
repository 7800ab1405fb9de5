import assert from 'node:assert/strict'
import { approvable, operatorScopes } from '../../../server/domain/operators/operations.ts'
import { managementApi } from '../../../server/faces/admin/management-api.ts'
import type { FaceTools } from '../../../server/faces/face-module.ts'
import { entrySchemas } from '../../../server/registry/entries/entry-schemas.ts'
import type { Reply } from '../../support/bearer-call.ts'
import { type DemoApp, startDemoApp } from '../../support/demo-app.ts'
import { peopleToOperateOn } from './operated-world.ts'
import { type OperatorsDoor, operatorsDoor } from '../../support/operators-door.ts'

const { routes } = managementApi({
  desk: {},
  entrySchemas: entrySchemas(),
  managementUrl: 'http://127.0.0.1',
} as FaceTools)

const day = 24 * 3600

const bank = {
  id: 'watched-bank',
  face: 'oauth',
  name: 'Watched Bank',
  owner: { orgno: '810419512', name: 'NEW BANK AS' },
  authentication: 'client_secret',
  grant_types: ['client_credentials'],
  audiences: ['https://finances.demo.example'],
  scopes: ['income.read'],
}

describe('what takes a second pair of eyes, at the management API', () => {
  let app: DemoApp
  let door: OperatorsDoor
  let here: Readonly<Record<string, string>>
  let one: string
  let other: string
  let auditor: string
  before(async () => {
    app = await startDemoApp({ SAMTYKKE_SECOND_PAIR_OF_EYES: approvable.join(',') })
    door = operatorsDoor(app)
    here = (await peopleToOperateOn(app)).here
  })
  beforeEach(async () => {
    one = await door.tokenOf(await door.role('administrator'))
    other = await door.with(['clients.write', 'registry.write', 'keys.write', 'admin.read'])
    auditor = await door.tokenOf(await door.role('auditor'))
  })
  after(() => app.close())

  const propose = async (
    target = 'POST /keys',
    json: unknown = { reason: 'Every quarter' },
    headers = {},
  ) => {
    const { status, json: proposal, text } = await door.call(one, target, { json, headers })
    assert.equal(status, 202, text)
    return proposal
  }
  const decide = (token: string, id: string, what: 'approve' | 'refuse', json = {}) =>
    door.call(token, `POST /approvals/${id}/${what}`, { json })
  const newest = async () => (await door.call(one, 'GET /keys')).json.items[0].kid

  for (const route of routes.filter(
    ({ response, path }) => response.accepted || path === '/drafts/:kind/:id',
  )) {
    const isSeen = route.response.accepted !== undefined
    it(`${isSeen ? 'is kept, and done when another approves' : 'is done at once'}: ${route.operationId}`, async () => {
      const proposer = await door.with(operatorScopes)
      const done: Reply = await door.example(proposer, route, here)
      if (!isSeen)
        return assert.equal(done.status, route.operationId === 'discardDraft' ? 404 : 200, done.text)
      assert.equal(done.status, 202, done.text)
      route.response.accepted?.body.parse(done.json)
      assert.equal(done.headers.get('content-location'), `/admin/v1/approvals/${done.json.id}`)
      const approver = await door.with(operatorScopes)
      const approved = await decide(approver, done.json.id, 'approve')
      assert.deepEqual([approved.status, approved.json.status], [200, 'approved'], approved.text)
    })
  }

  it('is done once, by another operator, in the same unit of work as the yes', async () => {
    const before = await newest()
    const { id, status, operation, target, reason } = await propose()
    assert.deepEqual(
      [status, operation, target, reason],
      ['open', 'key.rotate', { kind: 'keys', id: 'ES256' }, 'Every quarter'],
    )
    assert.equal(await newest(), before)
    const own = await decide(one, id, 'approve')
    assert.deepEqual([own.status, own.json.code], [403, 'proposal.own'])
    const { json } = await decide(other, id, 'approve', { reason: 'Looked at together' })
    assert.deepEqual([json.status, json.by.id], ['approved', 'demo-administrator'])
    assert.notEqual(await newest(), before)
    for (const what of ['approve', 'refuse'] as const) {
      assert.deepEqual((await decide(other, id, what)).json.code, 'proposal.not-open')
    }
    const acts = (await door.call(auditor, 'GET /acts?operation=key.rotate&limit=3')).json.items
    assert.deepEqual(
      acts.map((act: { operator: { id: string }; target: { kind: string }; reason: string }) => [
        act.operator.id === 'demo-administrator',
        act.target.kind,
        act.reason,
      ]),
      [
        [false, 'key', 'Every quarter'],
        [false, 'proposal', 'Looked at together'],
        [true, 'proposal', 'Every quarter'],
      ],
    )
  })

  it('is not done when it is refused, or nobody approves for a week', async () => {
    const before = await newest()
    const refused = await propose()
    assert.equal((await decide(one, refused.id, 'refuse', { reason: 'A mistake' })).json.status, 'refused')
    const waiting = await propose()
    app.clock.advance(7 * day)
    one = await door.tokenOf(await door.role('administrator'))
    other = await door.with(['keys.write'])
    assert.equal((await door.call(other, `GET /approvals/${waiting.id}`)).json.status, 'expired')
    for (const { id } of [refused, waiting]) {
      assert.equal((await decide(other, id, 'approve')).json.code, 'proposal.not-open')
    }
    assert.equal(await newest(), before)
    app.clock.reset()
  })

  it('is nobody’s to see whose duty it is not', async () => {
    const { id } = await propose()
    const clientsOnly = await door.with(['clients.write'])
    const ids = async (token: string, query = '') =>
      (await door.call(token, `GET /approvals?limit=100${query}`)).json.items.map(
        (item: { id: string }) => item.id,
      )
    assert.ok((await ids(other)).includes(id))
    assert.ok(!(await ids(clientsOnly)).includes(id))
    for (const target of [
      `GET /approvals/${id}`,
      `POST /approvals/${id}/approve`,
      `POST /approvals/${id}/refuse`,
    ]) {
      const { status, json } = await door.call(
        clientsOnly,
        target,
        target.startsWith('POST') ? { json: {} } : {},
      )
      assert.deepEqual([status, json.code], [404, 'proposal.not-found'])
    }
    assert.equal((await door.call(other, 'GET /approvals/nonsense')).status, 404)
    assert.equal((await door.call(other, 'GET /approvals?which=some')).status, 400)
    await decide(other, id, 'refuse')
    assert.ok(!(await ids(other)).includes(id))
    assert.ok((await ids(other, '&which=all')).includes(id))
  })

  it('leaves the proposal open when what was proposed cannot be done by now', async () => {
    const created = await propose('POST /clients', { ...bank, id: 'twice-bank' })
    const again = await propose('POST /clients', { ...bank, id: 'twice-bank' })
    assert.equal((await decide(other, created.id, 'approve')).status, 200)
    assert.equal((await decide(other, again.id, 'approve')).json.code, 'client.exists')
    assert.equal((await door.call(other, `GET /approvals/${again.id}`)).json.status, 'open')
  })

  it('is not done when what it changes was changed meanwhile', async () => {
    const etag = async () => (await door.call(one, 'GET /clients/demo-device')).headers.get('etag') ?? ''
    const entry = (await door.call(one, 'GET /clients/demo-device')).json
    const change = async (name: string) =>
      propose('PUT /clients/demo-device', { ...entry, name }, { 'if-match': await etag() })
    const [first, second] = [await change('First'), await change('Second')]
    const approver = await door.with(operatorScopes)
    assert.equal((await decide(approver, first.id, 'approve')).status, 200)
    const late = await decide(approver, second.id, 'approve')
    assert.deepEqual([late.status, late.json.code], [412, 'version.stale'])
    assert.equal((await door.call(one, 'GET /clients/demo-device')).json.name, 'First')
    for (const what of ['approve', 'refuse'] as const) {
      assert.equal((await decide(approver, second.id, what, { colour: 'red' })).status, 400)
    }
  })

  it('gives the secret that is made to whoever approves, and keeps it in no proposal', async () => {
    const proposal = await propose('POST /clients', bank, { 'idempotency-key': 'watched' })
    const { json } = await decide(other, proposal.id, 'approve')
    assert.ok(json.client_secret)
    const kept = await door.call(other, `GET /approvals/${proposal.id}`)
    assert.ok(!kept.text.includes(json.client_secret))
    assert.equal((await propose('POST /clients', bank, { 'idempotency-key': 'watched' })).id, proposal.id)
  })

  it('is refused at once where that can be known', async () => {
    const call = async (target: string, json?: unknown, headers = {}) =>
      (await door.call(one, target, { ...(json !== undefined && { json }), headers })).json.code
    const stale = { 'if-match': '"99"' }
    assert.equal(await call('POST /clients', { ...bank, colour: 1 }), 'registry.malformed')
    assert.equal(await call('PUT /clients/demo-web', { id: 'demo-web' }, stale), 'version.stale')
    assert.equal(await call('DELETE /clients/demo-web', undefined, stale), 'version.stale')
    assert.equal(await call('DELETE /clients/demo-web/secrets/none'), 'client-secret.unknown')
    assert.equal(await call('POST /clients/demo-machine-key/secrets', {}), 'client.without-secrets')
    assert.equal(
      await call('PUT /purposes/bad', { id: 'bad' }, { 'if-none-match': '*' }),
      'registry.malformed',
    )
    assert.equal(await call('DELETE /purposes/none', undefined, stale), 'registry-entry.unknown')
    assert.equal(await call('POST /drafts/purpose/none/publish', {}, stale), 'registry-entry.unknown')
    assert.equal((await door.call(auditor, 'POST /keys', { json: {} })).status, 403)
  })
})
