import assert from 'node:assert/strict'
import type { Operator } from '../../../server/domain/operators/operator.ts'
import { recordAct } from '../../../server/usecases/steps/record-act.ts'
import { type DemoApp, startDemoApp } from '../../support/demo-app.ts'
import { type OperatorsDoor, operatorsDoor } from '../../support/operators-door.ts'

const operator: Operator = { id: 'ola', name: 'Ola', door: 'console', scopes: new Set() }

describe('what operators did, at the management API', () => {
  let app: DemoApp
  let door: OperatorsDoor
  let token: string
  before(async () => {
    app = await startDemoApp()
    door = operatorsDoor(app)
    token = await door.tokenOf(await door.role('auditor'))
    for (const id of ['one', 'two', 'three']) {
      app.clock.advance(60)
      await recordAct(app.stores)({
        operator,
        operation: id === 'two' ? 'registry.write' : 'client.suspend',
        target: { kind: id === 'two' ? 'purpose' : 'client', id },
        reason: `Because of ${id}`,
        before: { id },
        traceId: 'trace-of-an-act',
      })
    }
  })
  after(() => app.close())

  const list = async (query: Readonly<Record<string, string>>) => {
    const { status, json, text } = await door.call(token, `GET /acts?${new URLSearchParams(query)}`)
    assert.equal(status, 200, text)
    return json
  }
  const idsOf = (page: { items: readonly { target: { id: string } }[] }) =>
    page.items.map(({ target }) => target.id)

  it('is listed newest first, a page at a time', async () => {
    const first = await list({ limit: '2', operator: 'ola' })
    assert.deepEqual(idsOf(first), ['three', 'two'])
    const last = await list({ limit: '2', operator: 'ola', cursor: first.next })
    assert.deepEqual([idsOf(last), last.next], [['one'], undefined])
    const [{ operator: by, reason, before, trace_id }] = last.items
    assert.deepEqual(by, { id: 'ola', name: 'Ola', door: 'console' })
    assert.deepEqual([reason, before, trace_id], ['Because of one', { id: 'one' }, 'trace-of-an-act'])
  })

  it('is found by what was done, to what, and when', async () => {
    const mine = { operator: 'ola' }
    assert.deepEqual(idsOf(await list({ ...mine, operation: 'client.' })), ['three', 'one'])
    assert.deepEqual(idsOf(await list({ ...mine, operation: 'registry.write' })), ['two'])
    assert.deepEqual(idsOf(await list({ ...mine, target_kind: 'client', target_id: 'one' })), ['one'])
    const middle = new Date(app.clock.now().getTime() - 30_000).toISOString()
    assert.deepEqual(idsOf(await list({ ...mine, from: middle })), ['three'])
    assert.deepEqual(idsOf(await list({ ...mine, to: middle })), ['two', 'one'])
    assert.deepEqual(idsOf(await list({ party: '01a228d5-35d5-7584-94e7-824cdadd95e8' })), [])
  })

  it('is exported whole, one act a line', async () => {
    const { status, headers, text } = await door.call(token, 'GET /acts.ndjson?operator=ola')
    assert.deepEqual([status, headers.get('content-type')], [200, 'application/x-ndjson'])
    const told = text
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line))
    assert.deepEqual(told, (await list({ operator: 'ola' })).items)
    assert.equal((await door.call(token, 'GET /acts.ndjson?operator=nobody')).text, '')
  })

  for (const query of [
    'limit=0',
    'limit=101',
    'cursor=x',
    'operation=all',
    'from=today',
    'target_id=one',
    'party=x',
  ]) {
    it(`is not looked for by ${query}`, async () => {
      const { status, json } = await door.call(token, `GET /acts?${query}`)
      assert.deepEqual([status, json.code], [400, 'request.malformed'])
    })
  }

  it('is not exported by what is no filter', async () => {
    assert.equal((await door.call(token, 'GET /acts.ndjson?operation=all')).status, 400)
  })
})
