import assert from 'node:assert/strict'
import { type DemoApp, startDemoApp } from '../../support/demo-app.ts'
import { type OperatorsDoor, operatorsDoor } from '../../support/operators-door.ts'
import { nora, ola } from '../../support/portal-visitor.ts'

describe('a file of who acts for whom, at the management API', () => {
  let app: DemoApp
  let door: OperatorsDoor
  let token: string
  before(async () => {
    app = await startDemoApp()
    door = operatorsDoor(app)
    token = await door.tokenOf(await door.role('administrator'))
  })
  after(() => app.close())

  const send = (query: string, body: string) =>
    door.call(token, `POST /rights/import?${query}`, {
      body,
      headers: { 'content-type': 'text/csv', reason: 'Monthly' },
    })
  const file = `actor;on_behalf_of;kind\n${nora};${ola};guardian\n`

  it('is taken over as a whole, once, and ends what it says no longer', async () => {
    const dry = await send('source=file:guardians&format=csv&dry_run=true', file)
    assert.deepEqual([dry.json.applied, dry.json.added], [false, 1])
    const done = await send('source=file:guardians&format=csv', file)
    assert.deepEqual([done.json.applied, done.json.added], [true, 1])
    assert.equal((await send('source=file:guardians&format=csv', file)).json.unchanged, 1)
    const emptied = await send('source=file:guardians&format=csv&end_missing=true', 'actor;on_behalf_of\n')
    assert.deepEqual([emptied.json.applied, emptied.json.ended], [true, 1])
    const auditor = await door.tokenOf(await door.role('auditor'))
    const acts = (await door.call(auditor, 'GET /acts?operation=right.import')).json.items
    assert.deepEqual([acts[0].target.id, acts[0].reason], ['file:guardians', 'Monthly'])
  })

  it('is not taken over with a fault, and is told where', async () => {
    const faulty = await send('source=file:faulty&format=csv', `${file}1;2;guardian\n`)
    assert.deepEqual([faulty.json.applied, faulty.json.added, faulty.json.faults.count], [false, 0, 1])
    assert.equal(faulty.json.faults.first[0].line, 3)
  })

  it('has a source with a name, and a form that is known', async () => {
    assert.equal((await send('source=guardians&format=csv', file)).json.code, 'right.malformed')
    assert.equal((await send('source=file:guardians&format=xml', file)).json.code, 'request.malformed')
  })
})
