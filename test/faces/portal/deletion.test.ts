import assert from 'node:assert/strict'
import { load } from 'cheerio'
import type { GrantId } from '../../../server/domain/ids.ts'
import { onEachDatabase } from '../../support/database.ts'
import { isQuestion, ola, read, type Visitor, visitor } from '../../support/portal-visitor.ts'
import { startWholeApp, type WholeApp } from '../../support/whole-app.ts'

const ask = 'Ask SmekkFull Bank to delete what they have fetched'

onEachDatabase(
  'a person who wants what was fetched deleted',
  database => {
    let app: WholeApp
    let browser: Visitor
    before(async () => {
      app = await startWholeApp(database)
      browser = visitor(app.publicUrl)
      await browser.logIn(await browser.open('/consents?lang=en'))
    })
    afterEach(() => app.clock.reset())
    after(() => app.close())

    const consent = async (more = {}) => {
      const page = await browser.ask(more)
      await browser.submit(isQuestion(page) ? page : await browser.logIn(page), { decision: 'accept' })
      return load((await browser.open('/consents')).body)('.grants a')
        .first()
        .attr('href')!
    }
    const withdraw = async (path: string, more: Readonly<Record<string, string>> = {}) =>
      browser.submit(await browser.open(`${path}/withdraw`), { ...more, decision: 'withdraw' })
    const wished = (path: string) => app.stores.deletions.find(path.split('/').at(-1) as GrantId)

    it('chooses it when she withdraws, where nothing is chosen for her', async () => {
      const path = await consent()
      const box = load((await browser.open(`${path}/withdraw`)).body)('#deletion')
      assert.deepEqual([box.attr('checked'), box.attr('aria-describedby')], [undefined, 'about-deletion'])
      assert.doesNotMatch(read(await browser.open(path)), new RegExp(ask))
      const page = await withdraw(path, { deletion: 'ask' })
      assert.match(
        read(page),
        /SmekkFull Bank was asked to delete what they have fetched\. They must answer by/,
      )
      assert.match(read(page), /The recipient was asked for deletion/)
      assert.doesNotMatch(read(page), new RegExp(ask))
    })

    it('asks for it later, too, and twice is once', async () => {
      const path = await consent()
      const withdrawn = await withdraw(path)
      assert.equal(await wished(path), undefined)
      const asked = await browser.submit(withdrawn, { act: 'ask' })
      const first = await wished(path)
      assert.match(read(asked), /They must answer by/)
      await browser.submit(withdrawn, { act: 'ask' })
      assert.deepEqual(await wished(path), first)
    })

    it('asks for it when the time of the consent is over', async () => {
      const path = await consent({ consent_days: '3' })
      app.clock.move(4 * 24 * 3600_000)
      await browser.logIn(await browser.open('/consents?lang=en'))
      await browser.submit(await browser.open(path), { act: 'ask' })
      assert.ok(await wished(path))
      app.clock.reset()
      await browser.logIn(await browser.open('/consents?login=again&lang=en'))
    })

    it('is not asked where nothing can have been fetched', async () => {
      const path = await consent({ purpose: 'loan-application' })
      assert.equal(load((await browser.open(`${path}/withdraw`)).body)('#deletion').length, 0)
      assert.doesNotMatch(read(await withdraw(path)), new RegExp(ask))
    })

    it('is the giver alone', async () => {
      const path = await consent()
      const withdrawn = await withdraw(path)
      const other = visitor(app.publicUrl)
      await other.logIn(await other.open('/consents?lang=en'), ola)
      assert.equal((await other.open(path)).status, 404)
      const { csrf = '' } = Object.fromEntries(
        load(withdrawn.body)('form[action$="/deletion"] input')
          .toArray()
          .map(one => [one.attribs.name, one.attribs.value]),
      )
      const answer = await fetch(`${app.publicUrl}${path}/deletion`, {
        method: 'POST',
        redirect: 'manual',
        headers: { cookie: other.cookies() },
        body: new URLSearchParams({ act: 'ask', csrf }),
      })
      assert.deepEqual([answer.status, await wished(path)], [403, undefined])
    })
  },
  'before all',
)
