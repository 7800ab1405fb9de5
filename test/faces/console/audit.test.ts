import assert from 'node:assert/strict'
import { load } from 'cheerio'
import { operationNames } from '../../../server/domain/operators/operations.ts'
import type { OperatorAct, OperatorActId } from '../../../server/domain/operators/operator-act.ts'
import { languages } from '../../../server/domain/text/text.ts'
import { utcText } from '../../../server/domain/text/utc-text.ts'
import { onEachDatabase } from '../../support/database.ts'
import { type OperatorVisitor, operatorVisitor } from '../../support/operator-visitor.ts'
import { heading, linkOn, read } from '../../support/portal-visitor.ts'
import { renderer } from '../../support/page-server.ts'
import { sharedApp } from '../../support/shared-app.ts'

onEachDatabase('the audit page of the console', database => {
  const app = sharedApp(database)
  let browser: OperatorVisitor
  beforeEach(() => {
    browser = operatorVisitor(app.managementUrl)
  })

  const act = (more: Partial<OperatorAct> = {}): Promise<void> =>
    app.stores.acts.add({
      id: app.stores.ids.uuid() as OperatorActId,
      at: app.clock.now(),
      operator: { id: 'astrid', name: 'Astrid Berg', door: 'console' },
      operation: 'client.write',
      target: { kind: 'client', id: 'demo-web' },
      ...more,
    })
  const listed = (body: string) =>
    load(body)('.acts > li')
      .toArray()
      .map(one => load(one)('strong').parent().text())

  it('tells what was done, by whom, to what and why, with how it was before and after', async () => {
    await act({ reason: 'The bank asked', before: { name: 'Old' }, after: { name: 'New <b>' } })
    const page = await browser.logInAs('auditor', '/console/audit?lang=en')
    const text = read(page)
    assert.match(text, /Astrid Berg: saved a client/)
    assert.match(text, /Here in the console, astrid/)
    assert.match(text, /client demo-web/)
    assert.match(text, /Reason: The bank asked/)
    assert.match(text, /"name": "Old".*"name": "New <b>"/)
  })

  it('finds by operator, by what was done, to what, and on which days', async () => {
    await act({ at: new Date('2026-03-01T22:59:00Z') })
    await act({ at: new Date('2026-03-01T23:00:00Z'), operation: 'client.suspend' })
    await act({
      operator: { id: 'rigmor', name: 'Rigmor Lie', door: 'api' },
      target: { kind: 'purpose', id: 'x' },
    })
    await browser.logInAs('auditor')
    const found = async (query: string) =>
      listed((await browser.open(`/console/audit?lang=en&${query}`)).body)
    assert.deepEqual(await found('operator=rigmor'), ['Rigmor Lie: saved a client'])
    assert.deepEqual(await found('operation=client.suspend'), ['Astrid Berg: suspended a client'])
    assert.deepEqual(await found('kind=purpose&id=x&operator='), ['Rigmor Lie: saved a client'])
    assert.deepEqual(await found('from=2026-03-02&to=2026-03-02'), ['Astrid Berg: suspended a client'])
    assert.deepEqual(await found('from=2026-03-01&to=2026-03-01'), ['Astrid Berg: saved a client'])
    const none = await browser.open('/console/audit?lang=en&operator=somebody-else')
    assert.match(read(none), /Nothing fits the search/)
  })

  it('refuses a day that is none', async () => {
    await browser.logInAs('auditor')
    assert.equal((await browser.open('/console/audit?from=yesterday')).status, 400)
  })

  it('goes on to more of the same search, and gives all of it as a file', async () => {
    for (let count = 0; count < 52; count++) await act()
    await act({ operation: 'client.suspend' })
    const first = await browser.logInAs('auditor', '/console/audit?lang=en&operation=client.write')
    assert.equal(listed(first.body).length, 50)
    const second = await browser.open(linkOn(first, 'Show more'))
    assert.equal(listed(second.body).length, 2)
    const file = await browser.open(linkOn(first, 'Download what is found'))
    assert.equal(file.headers.get('content-type'), 'application/x-ndjson')
    const lines = file.body
      .trim()
      .split('\n')
      .map(line => JSON.parse(line))
    assert.equal(lines.length, 52)
    const { id: _id, time, ...told } = lines[0]
    assert.equal(utcText(new Date(time)), time)
    assert.deepEqual(told, {
      operator: { id: 'astrid', name: 'Astrid Berg', door: 'console' },
      operation: 'client.write',
      target: { kind: 'client', id: 'demo-web' },
    })
  })

  it('is no business of those who administer or support, nor is its file', async () => {
    for (const role of ['administrator', 'support'] as const) {
      browser = operatorVisitor(app.managementUrl)
      const page = await browser.logInAs(role, '/console/audit?lang=en')
      assert.equal(page.status, 403)
      assert.equal(heading(page), 'This is not your task')
      assert.equal((await browser.open('/console/audit/acts.ndjson')).status, 403)
    }
  })

  it('has words for everything that operators do', () => {
    for (const language of languages)
      for (const operation of operationNames)
        assert.notEqual(renderer.text(`console.operation.${operation}`, language), '')
  })
})
