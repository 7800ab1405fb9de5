import assert from 'node:assert/strict'
import { exampleRight } from '../../../server/faces/admin/wire/right-documents.ts'
import { type DemoApp, startDemoApp } from '../../support/demo-app.ts'
import { type OperatorsDoor, operatorsDoor } from '../../support/operators-door.ts'

describe('rights, at the management API', () => {
  let app: DemoApp
  let door: OperatorsDoor
  let token: string
  before(async () => {
    app = await startDemoApp()
    door = operatorsDoor(app)
    token = await door.tokenOf(await door.role('administrator'))
  })
  after(() => app.close())

  const call = (target: string, json?: unknown, headers = {}) => door.call(token, target, { json, headers })
  const codeOf = async (answer: ReturnType<typeof call>) => {
    const { status, json } = await answer
    return [status, json.code, json.pointer]
  }

  it('are given, found by number, ended for a reason, and found among what is over', async () => {
    const given = await call('POST /rights', exampleRight, { 'idempotency-key': 'first' })
    assert.equal(given.status, 201)
    assert.deepEqual(
      (await call('POST /rights', exampleRight, { 'idempotency-key': 'first' })).json,
      given.json,
    )
    assert.doesNotMatch(given.text, /\d{11}/)
    const found = await call('POST /rights/search', {
      actor: exampleRight.actor,
      standing: 'current',
      limit: 1,
    })
    assert.deepEqual(
      [found.json.items[0].id, found.json.items[0].on_behalf_of.name],
      [given.json.id, 'Nora Lindvik'],
    )
    const reason = 'The guardianship is over'
    const ended = await call(`POST /rights/${given.json.id}/end`, { reason })
    assert.deepEqual([ended.status, ended.json.status, ended.json.ended_how], [200, 'ended', 'ended'])
    assert.deepEqual(await codeOf(call(`POST /rights/${given.json.id}/end`, { reason })), [
      409,
      'right.ended',
      undefined,
    ])
    const over = await call('POST /rights/search', { party: exampleRight.on_behalf_of, standing: 'over' })
    assert.deepEqual(
      over.json.items.map(({ id }: { id: string }) => id),
      [given.json.id],
    )
  })

  it('are listed page by page, persons by their ids alone', async () => {
    const { json, text } = await call('GET /rights?standing=current&source=desk&limit=1')
    assert.equal(json.items.length, 1)
    assert.doesNotMatch(text, /Nora|Elena|Kari/)
    assert.equal(
      (await call(`GET /rights?standing=current&source=desk&limit=1&cursor=${json.next}`)).status,
      200,
    )
    assert.deepEqual(await codeOf(call('GET /rights?cursor=x')), [400, 'request.malformed', undefined])
  })

  it('are refused with what is wrong', async () => {
    const wrong = { ...exampleRight, kind: 'friend' }
    assert.deepEqual(await codeOf(call('POST /rights', wrong)), [400, 'right.malformed', '/kind'])
    const other = { ...exampleRight, kind: 'parent' }
    await call('POST /rights', exampleRight, { 'idempotency-key': 'second' })
    assert.deepEqual(await codeOf(call('POST /rights', other, { 'idempotency-key': 'second' })), [
      409,
      'request.repeated-differently',
      undefined,
    ])
    assert.equal((await codeOf(call('POST /rights/search', { actor: '12' })))[1], 'party.malformed')
    assert.equal((await codeOf(call('POST /rights/search', { limit: 0 })))[1], 'request.malformed')
    assert.deepEqual(await codeOf(call('POST /rights/x/end', { reason: 'It is over' })), [
      404,
      'right.not-found',
      undefined,
    ])
    assert.equal((await codeOf(call('POST /rights/x/end', {})))[0], 400)
  })
})
