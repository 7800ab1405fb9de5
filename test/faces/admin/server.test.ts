import assert from 'node:assert/strict'
import { type DemoApp, startDemoApp } from '../../support/demo-app.ts'
import { type OperatorsDoor, operatorsDoor } from '../../support/operators-door.ts'

const secret = 'sOm3-thing-nobody-should-read'

describe('the server itself, at the management API', () => {
  let app: DemoApp
  let door: OperatorsDoor
  let token: string
  before(async () => {
    app = await startDemoApp({
      SAMTYKKE_OPERATOR_NAME: 'Testdirektoratet',
      SAMTYKKE_PERSON_REGISTER_URL: 'http://127.0.0.1:9/register',
      SAMTYKKE_PERSON_REGISTER_TOKEN: secret,
      SAMTYKKE_ELHUB_PDP_BASE_URL: `http://user:${secret}@127.0.0.1:9`,
    })
    door = operatorsDoor(app)
    token = await door.tokenOf(await door.role('administrator'))
  })
  after(() => app.close())

  it('shows its settings as they are, and none that is secret', async () => {
    const { text, json } = await door.call(token, 'GET /settings')
    const of = (name: string) => json.items.find((one: { name: string }) => one.name === name)
    assert.deepEqual(of('SAMTYKKE_OPERATOR_NAME').value, 'Testdirektoratet')
    assert.deepEqual([of('SAMTYKKE_DRAIN_SECONDS').from, of('HOST').value], ['default', '127.0.0.1'])
    const { from, secret: isSecret, value } = of('SAMTYKKE_PERSON_REGISTER_TOKEN')
    assert.deepEqual([from, isSecret, value], ['environment', true, undefined])
    assert.equal(of('SAMTYKKE_ELHUB_PDP_BASE_URL').value, undefined)
    assert.ok(!text.includes(secret))
  })

  it('tells how it is', async () => {
    const { json } = await door.call(token, 'GET /health')
    assert.equal(json.status, 'ready')
    assert.deepEqual(json.checks, { database: 'ok', migrations: 'ok', 'signing key': 'ok' })
    assert.deepEqual([json.receivers_unreached, json.audit], [0, { waiting: 0, lost: 0, troubled: false }])
    app.clock.advance(600)
    const later = (await door.call(token, 'GET /health')).json
    assert.equal(Math.round((later.signing_key_age_seconds - json.signing_key_age_seconds) / 60), 10)
  })

  it('publishes a new signing key once for each key of the caller’s, and keeps who did it and why', async () => {
    const headers = { 'idempotency-key': 'quarter-4' }
    const rotate = (json: unknown) => door.call(token, 'POST /keys', { json, headers })
    const first = await rotate({ reason: 'Every quarter' })
    assert.deepEqual([first.status, first.json.alg, first.json.state], [201, 'ES256', 'published'])
    const again = await rotate({ reason: 'Every quarter' })
    assert.deepEqual([again.status, again.json], [201, first.json])
    const other = await rotate({ alg: 'RS256' })
    assert.deepEqual([other.status, other.json.code], [409, 'request.repeated-differently'])

    const { items } = (await door.call(token, 'GET /keys')).json
    const ofAlg = items.filter(({ alg }: { alg: string }) => alg === 'ES256')
    assert.deepEqual(
      ofAlg.map(({ kid, state }: { kid: string; state: string }) => [kid === first.json.kid, state]),
      [
        [true, 'published'],
        [false, 'signs'],
      ],
    )
    assert.ok(!JSON.stringify(items).includes('"d"'))

    const auditor = await door.tokenOf(await door.role('auditor'))
    const acts = (await door.call(auditor, 'GET /acts?operation=key.rotate')).json.items
    assert.equal(acts.length, 1)
    const [{ operator, reason, target, after }] = acts
    assert.deepEqual([operator.id, operator.door, reason], ['demo-administrator', 'api', 'Every quarter'])
    assert.deepEqual([target, after.alg], [{ kind: 'key', id: first.json.kid }, 'ES256'])
    assert.ok(app.audited.some(({ what, kid }) => what === 'key.rotated' && kid === first.json.kid))
  })

  it('takes no key of an algorithm that it does not sign with, and no key of the caller’s that is none', async () => {
    const { status } = await door.call(token, 'POST /keys', { json: { alg: 'none' } })
    const blank = await door.call(token, 'POST /keys', { json: {}, headers: { 'idempotency-key': 'a b' } })
    assert.deepEqual([status, blank.status], [400, 400])
  })
})
