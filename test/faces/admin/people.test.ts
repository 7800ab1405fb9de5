import assert from 'node:assert/strict'
import { type DemoApp, startDemoApp } from '../../support/demo-app.ts'
import { peopleToOperateOn } from './operated-world.ts'
import { type OperatorsDoor, operatorsDoor } from '../../support/operators-door.ts'
import { nora } from '../../support/portal-visitor.ts'

const nobody = '01a228d5-35d5-7584-94e7-824cdadd95e8'
const reason = 'She called and asked who fetches her tax return'

describe('people and their consents, at the management API', () => {
  let app: DemoApp
  let door: OperatorsDoor
  let world: Awaited<ReturnType<typeof peopleToOperateOn>>
  let support: string
  let auditor: string
  before(async () => {
    app = await startDemoApp()
    door = operatorsDoor(app)
    world = await peopleToOperateOn(app)
    support = await door.tokenOf(await door.role('support'))
    auditor = await door.tokenOf(await door.role('auditor'))
  })
  after(() => app.close())

  const call = (target: string, json?: unknown, headers = {}) =>
    door.call(support, target, { ...(json !== undefined && { json }), headers })
  const codeOf = async (target: string, json?: unknown, headers = {}) =>
    (await call(target, json, headers)).json.code
  const because = { reason }

  it('are found by a number that is sent, kept and logged nowhere, for a reason that she reads', async () => {
    const { status, json, text } = await call('POST /persons/find', { number: nora, reason })
    assert.deepEqual([status, json.id, json.kind], [200, world.person, 'person'])
    assert.ok(!text.includes(nora))
    const history = await world.browser.open('/consents/support?lang=en')
    assert.ok(history.body.includes(reason), history.body)
    assert.ok(app.logged.every(line => !line.includes(nora)))
    assert.ok(!JSON.stringify(app.audited).includes(nora))
  })

  it('are not found without a reason, by what is no number, nor when they were never seen', async () => {
    assert.equal(await codeOf('POST /persons/find', { number: nora }), 'request.malformed')
    assert.equal(await codeOf('POST /persons/find', { number: nora, reason: ' ' }), 'request.malformed')
    assert.equal(await codeOf('POST /persons/find', { number: '1', reason }), 'party.malformed')
    assert.equal(await codeOf('POST /persons/find', { number: '29868099312', reason }), 'party.not-found')
    assert.equal(await codeOf('POST /organizations/find', { number: '1', reason }), 'party.malformed')
    assert.equal(await codeOf('POST /organizations/find', { number: '999999999', reason }), 'party.not-found')
  })

  it('are looked at for a reason, in all that is kept of them', async () => {
    const first = await door.with(['consents.support'])
    const look = (headers = {}) => door.call(first, `GET /parties/${world.person}`, { headers })
    assert.equal((await look()).json.code, 'request.malformed')
    const { json } = await look(because)
    assert.equal(json.party.id, world.person)
    assert.deepEqual(
      json.grants.items.map((one: { id: string }) => one.id),
      [world.grant],
    )
    assert.deepEqual(
      json.requests.items.map((one: { id: string }) => one.id),
      [world.request],
    )
    assert.equal(json.powers[0].kind, 'guardian')
    assert.ok(json.sessions.length > 0)
    assert.ok(json.acts.some((act: { reason?: string }) => act.reason === reason))
    assert.equal((await look()).status, 200)
    for (const id of [nobody, 'x'])
      assert.equal(await codeOf(`GET /parties/${id}`, undefined, because), 'party.not-found')
  })

  it('have consents and requests that are found by what they are', async () => {
    const ids = async (target: string) => {
      const { status, json, text } = await call(target, undefined, because)
      assert.equal(status, 200, text)
      return json.items.map((one: { id: string }) => one.id)
    }
    assert.deepEqual(await ids(`GET /grants?person=${world.person}`), [world.grant])
    assert.deepEqual(await ids(`GET /grants?person=${world.person}&status=revoked`), [])
    assert.deepEqual(await ids(`GET /requests?person=${world.person}&status=accepted`), [world.request])
    assert.equal((await ids('GET /grants?client_id=demo-web&limit=1')).length, 1)
    const { next } = (await call('GET /grants?client_id=demo-web&limit=1')).json
    assert.equal((await ids(`GET /grants?client_id=demo-web&limit=1&cursor=${next}`)).length, 1)
    for (const list of ['grants', 'requests']) {
      for (const query of [
        '',
        'person=x',
        'status=some',
        'from=today',
        'client_id=demo-web&cursor=x',
        'client_id=demo-web&limit=0',
      ])
        assert.equal(await codeOf(`GET /${list}?${query}`), 'request.malformed', `${list} ${query}`)
      assert.equal(await codeOf(`GET /${list}?person=${nobody}`, undefined, because), 'party.not-found')
    }
  })

  it('have each consent and each request shown with the text as it was read', async () => {
    const grant = (await call(`GET /grants/${world.grant}`, undefined, because)).json
    assert.deepEqual([grant.status, grant.client_id, grant.scopes.length > 0], ['active', 'demo-web', true])
    assert.match(grant.decision.text, /Demobanken/)
    assert.deepEqual(
      grant.events.map((event: { type: string }) => event.type),
      ['requested', 'accepted'],
    )
    assert.equal(grant.answered_request_id, world.request)
    const request = (await call(`GET /requests/${world.request}`, undefined, because)).json
    assert.deepEqual([request.status, request.grant_id], ['accepted', world.grant])
    assert.equal(request.decision.sha256, grant.decision.sha256)
    for (const id of [nobody, 'x']) {
      assert.equal(await codeOf(`GET /grants/${id}`, undefined, because), 'authorization-grant.not-found')
      assert.equal(await codeOf(`GET /requests/${id}`, undefined, because), 'consent-request.not-found')
    }
    const first = await door.with(['consents.support'])
    for (const target of [`GET /grants/${world.grant}`, `GET /requests/${world.request}`]) {
      assert.equal((await door.call(first, target)).json.code, 'request.malformed', target)
    }
  })

  it('have evidence of a consent as a file, for the auditor, too', async () => {
    const { status, headers, json } = await door.call(auditor, `GET /grants/${world.grant}/evidence`, {
      headers: { reason: 'Asked for by the court' },
    })
    assert.equal(status, 200)
    assert.match(
      headers.get('content-disposition') ?? '',
      new RegExp(`attachment; filename=".*${world.grant}.json"`),
    )
    assert.ok(JSON.stringify(json).includes(world.grant))
    const none = await door.call(auditor, `GET /grants/${nobody}/evidence`)
    assert.equal(none.json.code, 'authorization-grant.not-found')
    const numbered = { headers: { reason: `Case of ${nora}` } }
    const refused = await door.call(auditor, `GET /grants/${world.grant}/evidence`, numbered)
    assert.equal(refused.json.code, 'request.malformed')
    assert.equal((await door.call(auditor, `GET /parties/${world.person}`, { headers: because })).status, 403)
  })

  it('are given all that is kept of them as one file, for a reason that they read', async () => {
    const path = `/parties/${world.person}/export`
    const answer = await fetch(`${app.managementUrl}/admin/v1${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${support}`, 'content-type': 'application/json' },
      body: JSON.stringify({ reason: 'She asked for it by letter', language: 'en' }),
    })
    const bytes = Buffer.from(await answer.arrayBuffer())
    assert.deepEqual([answer.status, answer.headers.get('content-type')], [200, 'application/zip'])
    assert.match(answer.headers.get('content-disposition') ?? '', /^attachment; filename="samtykke-.*\.zip"$/)
    assert.equal(bytes.toString('latin1', 0, 2), 'PK')
    const history = await world.browser.open('/consents/support?lang=en')
    assert.ok(history.body.includes('She asked for it by letter'))
    assert.equal(await codeOf(`POST ${path}`, {}), 'request.malformed')
    assert.equal(await codeOf(`POST /parties/${nobody}/export`, { reason }), 'party.not-found')
  })

  it('have a consent ended for them, once, with a reason that they read', async () => {
    const revoke = (id: string, json: unknown = { reason: 'She asked us to' }) =>
      call(`POST /grants/${id}/revoke`, json)
    assert.equal((await revoke(world.grant, {})).json.code, 'request.malformed')
    assert.equal((await revoke(nobody)).json.code, 'authorization-grant.not-found')
    assert.equal((await revoke(world.grant)).status, 204)
    assert.equal((await revoke(world.grant)).json.code, 'authorization-grant.not-active')
    const page = await world.browser.open(`/consents/${world.grant}?lang=en`)
    assert.ok(page.body.includes('She asked us to'))
  })

  it('are logged out, in one browser or everywhere', async () => {
    const path = `/parties/${world.person}/sessions`
    const { items } = (await call(`GET ${path}`, undefined, because)).json
    assert.ok(items.length > 0)
    assert.deepEqual((await call(`POST ${path}/end`, { session: items[0].id, reason })).json, { ended: 1 })
    assert.deepEqual((await call(`POST ${path}/end`, { reason })).json, { ended: items.length - 1 })
    assert.deepEqual((await call(`GET ${path}`, undefined, because)).json.items, [])
    assert.equal(await codeOf(`POST ${path}/end`, {}), 'request.malformed')
    assert.equal(await codeOf(`POST /parties/${nobody}/sessions/end`, { reason }), 'party.not-found')
    assert.equal(await codeOf(`GET /parties/${nobody}/sessions`, undefined, because), 'party.not-found')
    const first = await door.with(['consents.support'])
    assert.equal((await door.call(first, `GET ${path}`)).json.code, 'request.malformed')
  })

  it('are erased, with what stays and why', async () => {
    const { status, json } = await call(`POST /parties/${world.other}/erase`, { reason: 'Case 2026/118' })
    assert.equal(status, 200)
    assert.deepEqual([json.active_grants, json.kept.length], [1, 4])
    const { party } = (await call(`GET /parties/${world.other}`, undefined, because)).json
    assert.equal(party.name, '')
    assert.equal(await codeOf(`POST /parties/${world.other}/erase`, {}), 'request.malformed')
    assert.equal(await codeOf(`POST /parties/${nobody}/erase`, { reason }), 'party.not-found')
  })
})

describe('how everything goes, at the management API', () => {
  let app: DemoApp
  let door: OperatorsDoor
  let token: string
  before(async () => {
    app = await startDemoApp()
    door = operatorsDoor(app)
    await peopleToOperateOn(app)
    token = await door.tokenOf(await door.role('administrator'))
  })
  after(() => app.close())

  it('is counted over some days, with how it stands', async () => {
    const { json } = await door.call(token, 'GET /overview')
    assert.equal(json.span, 'day')
    assert.ok(json.standing.uncounted > 0 || json.tallies.length > 0)
    assert.ok(json.standing.keys.some(({ name }: { name: string }) => name === 'ES256'))
    const to = app.clock.now().toISOString()
    const from = new Date(app.clock.now().getTime() - 100 * 24 * 3600_000).toISOString()
    assert.equal((await door.call(token, `GET /overview?from=${from}&to=${to}`)).json.span, 'week')
    for (const query of [`from=${to}&to=${from}`, 'from=2020-01-01T00:00:00Z', 'to=never']) {
      assert.equal((await door.call(token, `GET /overview?${query}`)).json.code, 'request.malformed', query)
    }
  })
})
