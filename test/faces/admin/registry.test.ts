import assert from 'node:assert/strict'
import { exampleEntries } from '../../../server/faces/admin/wire/entry-examples.ts'
import { kindsHere } from '../../../server/faces/admin/routes/registry/kinds.ts'
import { type DemoApp, startDemoApp } from '../../support/demo-app.ts'
import { type OperatorsDoor, operatorsDoor } from '../../support/operators-door.ts'

const isNew = { 'if-none-match': '*' }

describe('the registry, at the management API', () => {
  let app: DemoApp
  let door: OperatorsDoor
  let token: string
  before(async () => {
    app = await startDemoApp()
    door = operatorsDoor(app)
    token = await door.tokenOf(await door.role('administrator'))
  })
  after(() => app.close())

  const call = (target: string, calling = {}) => door.call(token, target, calling)
  const put = (target: string, json: unknown, headers: Readonly<Record<string, string>>) =>
    call(`PUT ${target}`, { json, headers })

  for (const { kind, path } of kindsHere) {
    describe(path.slice(1), () => {
      const { id, entry } = exampleEntries[kind]
      const own = `${path}/${encodeURIComponent(id)}`

      it('are put in the place of the version that was read, kept in every version, and removed', async () => {
        const first = await put(own, entry, { ...isNew, reason: 'New' })
        assert.deepEqual([first.status, first.headers.get('etag')], [201, '"1"'])
        const same = await put(own, entry, { 'if-match': '"1"' })
        assert.deepEqual([same.status, same.headers.get('etag'), same.json], [200, '"1"', first.json])
        const listed = (await call(`GET ${path}`)).json.items
        assert.deepEqual(
          listed.find((one: { id: string }) => one.id === id),
          { id, version: 1, entry: first.json },
        )
        const read = await call(`GET ${own}`)
        assert.deepEqual([read.json, read.headers.get('etag')], [first.json, '"1"'])

        assert.equal((await put(own, entry, {})).json.code, 'version.missing')
        assert.equal((await put(own, entry, isNew)).json.code, 'version.stale')
        assert.equal((await call(`DELETE ${own}`)).json.code, 'version.missing')
        assert.equal(
          (await call(`DELETE ${own}`, { headers: { 'if-match': '"4"' } })).json.code,
          'version.stale',
        )
        assert.equal((await call(`DELETE ${own}`, { headers: { 'if-match': '"1"' } })).status, 204)
        const [version] = (await call(`GET ${own}/versions`)).json.items
        assert.deepEqual([version.version, version.entry], [1, first.json])
        assert.ok(version.removed_at >= version.time)
      })

      it('are refused when something is wrong with them, and are not there when they are not', async () => {
        const bad = await put(own, { ...entry, colour: 'red' }, isNew)
        assert.deepEqual(
          [bad.status, bad.json.code, bad.json.pointer],
          [400, 'registry.malformed', '/colour'],
        )
        const nowhere = `${path}/nothing%20here`
        for (const target of [`GET ${nowhere}`, `GET ${nowhere}/versions`]) {
          assert.equal((await call(target)).json.code, 'registry-entry.unknown', target)
        }
        const headers = { 'if-match': '"1"' }
        assert.equal((await call(`DELETE ${nowhere}`, { headers })).json.code, 'registry-entry.unknown')
        assert.equal((await call(`GET ${own}?version=0`)).status, 400)
      })
    })
  }

  it('tells what a version changed, and which of the old ones is asked for', async () => {
    const { entry } = exampleEntries.purpose
    const own = '/purposes/reworded'
    await put(own, { ...entry, id: 'reworded' }, isNew)
    const name = { nb: 'Råd', nn: 'Råd', en: 'Good advice' }
    const changed = await put(own, { ...entry, id: 'reworded', name, lasts: '31d' }, { 'if-match': '"1"' })
    assert.equal(changed.headers.get('etag'), '"2"')
    const [newest, first] = (await call(`GET ${own}/versions`)).json.items
    assert.equal(first.change, undefined)
    assert.deepEqual(
      newest.change.texts.find((one: { language: string }) => one.language === 'en'),
      { path: 'name', language: 'en', before: 'Advice', after: 'Good advice' },
    )
    assert.deepEqual(newest.change.members, ['defaultSeconds'])
    const old = await call(`GET ${own}?version=1`)
    assert.deepEqual([old.json.name.en, old.headers.get('etag')], ['Advice', '"1"'])
    assert.equal((await put(own, { ...entry, id: 'another' }, { 'if-match': '"2"' })).status, 400)
  })

  describe('drafts', () => {
    const own = '/drafts/purpose/drafted'
    const entry = { ...exampleEntries.purpose.entry, id: 'drafted' }

    it('are written, judged, shown as pages and published by whoever read them', async () => {
      const first = await put(own, { entry: { ...entry, lasts: '999d' }, base: 0 }, isNew)
      assert.deepEqual(
        [first.status, first.headers.get('etag'), first.json.by.id],
        [200, '"1"', 'demo-administrator'],
      )
      const judged = await call(`GET ${own}`)
      assert.deepEqual(
        judged.json.faults.map((fault: { pointer: string }) => fault.pointer),
        ['/lasts'],
      )
      const publish = (version: string) =>
        call(`POST ${own}/publish`, { json: { reason: 'Read by two' }, headers: { 'if-match': version } })
      assert.equal((await publish('"1"')).json.code, 'registry.malformed')

      assert.equal((await put(own, { entry, base: 0 }, isNew)).json.code, 'version.stale')
      const second = await put(own, { entry, base: 0 }, { 'if-match': '"1"' })
      assert.equal(second.headers.get('etag'), '"2"')
      const listed = (await call('GET /drafts')).json.items
      assert.deepEqual(
        listed.map((draft: { id: string }) => draft.id),
        ['drafted'],
      )
      const pages = (await call(`GET ${own}/pages`)).json.items
      assert.deepEqual(
        pages.map((page: { language: string }) => page.language),
        ['nb', 'nn', 'en'],
      )
      assert.match(pages[2].text, /To give advice about your economy/)
      assert.equal((await publish('"1"')).json.code, 'version.stale')
      const published = await publish('"2"')
      assert.deepEqual(
        [published.status, published.json.version, published.headers.get('etag')],
        [200, 1, '"1"'],
      )
      assert.equal((await call('GET /purposes/drafted')).json.name.en, 'Advice')
      assert.equal((await publish('"2"')).json.code, 'registry-entry.unknown')
    })

    it('are not there, are other ones by now, or name no version', async () => {
      const nowhere = '/drafts/purpose/nowhere'
      const headers = { 'if-match': '"1"' }
      for (const target of [`GET ${nowhere}`, `GET ${nowhere}/pages`, `DELETE ${nowhere}`]) {
        assert.equal((await call(target, { headers })).json.code, 'registry-entry.unknown', target)
      }
      await put('/drafts/purpose/waiting', { entry: { id: 1 }, base: 0 }, isNew)
      const waiting = '/drafts/purpose/waiting'
      assert.equal((await call(`GET ${waiting}/pages`)).json.code, 'registry.malformed')
      assert.equal((await call(`DELETE ${waiting}`)).json.code, 'version.missing')
      assert.equal(
        (await call(`DELETE ${waiting}`, { headers: { 'if-match': '"5"' } })).json.code,
        'version.stale',
      )
      assert.equal((await put(waiting, { entry: {}, base: 0 }, {})).json.code, 'version.missing')
      assert.equal((await call(`POST ${waiting}/publish`, { json: {} })).json.code, 'version.missing')
      assert.equal((await put(waiting, { entry: [], base: 0 }, isNew)).json.code, 'request.malformed')
      for (const target of ['GET /drafts/nothing/x', 'DELETE /drafts/nothing/x']) {
        assert.equal((await call(target, { headers })).json.code, 'request.malformed', target)
      }
      await call(`DELETE ${waiting}`, { headers })
    })
  })
})
