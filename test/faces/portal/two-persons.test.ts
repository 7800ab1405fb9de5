import assert from 'node:assert/strict'
import { load } from 'cheerio'
import { findForm } from '../../../server/demo/walk/html.ts'
import { persons } from '../../../server/demo/world/persons.ts'
import { type Language, languages } from '../../../server/domain/text/text.ts'
import { altinnWorld } from '../../support/altinn-world.ts'
import { askers } from '../../support/askers.ts'
import { onEachDatabase } from '../../support/database.ts'
import {
  answerOf,
  callback,
  heading,
  nora,
  ola,
  read,
  type Visitor,
  visitor,
} from '../../support/portal-visitor.ts'
import { startWholeApp, type WholeApp } from '../../support/whole-app.ts'

type Page = Awaited<ReturnType<Visitor['open']>>

const titles: Readonly<Record<Language, string>> = {
  nb: 'Nå er en annen logget inn',
  nn: 'No er ein annan innlogga',
  en: 'Somebody else is logged in now',
}

const nameOf = (pid: string | undefined): string => persons.find(({ nin }) => nin === pid)?.name ?? ''

onEachDatabase(
  'two persons at one browser',
  database => {
    let app: WholeApp
    let browser: Visitor
    let world: Awaited<ReturnType<typeof askers>>
    /** Both answer for the same organization. */
    let both: readonly [string, string]
    before(async () => {
      app = await startWholeApp(database, {
        SAMTYKKE_SMTP_URL: 'smtp://127.0.0.1:9',
        SAMTYKKE_NOTICE_FROM: 'samtykke@samtykke.example',
      })
      world = await askers(app, callback)
      const { P1, P2 } = (await altinnWorld(app)).parties
      both = [P1.nin!, P2.nin!]
    })
    after(() => app.close())
    beforeEach(() => {
      browser = visitor(app.publicUrl)
    })

    /** Opens a page as the first, who has just logged in. */
    const first = async (pid: string, path: string) => {
      await comes(pid)
      return browser.open(path)
    }
    /** Somebody logs in, in another tab. */
    const comes = async (pid: string, language: Language = 'en') =>
      browser.logIn(await browser.open(`/consents?login=again&lang=${language}`), pid)
    const leaves = async () => browser.submit(await browser.open('/session/end'), { logout: 'yes' })
    const decisions = async () =>
      (await database.connection().read<{ n: number }>('select count(*)::int as n from decision'))[0]!.n
    const links = ({ body }: Page) =>
      Object.fromEntries(
        load(body)('main a')
          .toArray()
          .map(one => [load(one).text().trim(), one.attribs.href ?? '']),
      )
    const follow = (page: Page, words: string) => browser.open(new URL(links(page)[words]!, page.url).href)
    const isRefused = (page: Page) => assert.deepEqual([page.status, heading(page)], [403, titles.en])
    const consented = async (pid: string) => {
      const page = await browser.logIn(await browser.ask({ ui_locales: 'en' }), pid)
      await browser.submit(page, { decision: 'accept' })
      return load((await browser.open('/consents')).body)('.grants a')
        .first()
        .attr('href')!
    }

    for (const language of languages) {
      it(`says in ${language} who is logged in now, names nobody else, and saves nothing`, async () => {
        const before = await decisions()
        const page = await browser.logIn(await browser.ask({ ui_locales: language }), nora)
        await comes(ola, language)
        const refused = await browser.submit(page, { decision: 'accept' })
        assert.equal(refused.status, 403)
        assert.equal(heading(refused), titles[language])
        assert.ok(read(refused).includes(nameOf(ola)))
        assert.ok(!refused.body.includes(nameOf(nora)))
        assert.equal(await decisions(), before)
      })
    }

    it('lets the first log in again and answer the same question', async () => {
      const page = await browser.logIn(await browser.ask({ ui_locales: 'en' }), nora)
      await comes(ola)
      const refused = await browser.submit(page, { decision: 'accept' })
      assert.deepEqual(Object.keys(links(refused)), ['Log in as yourself'])
      const back = await browser.logIn(await follow(refused, 'Log in as yourself'), nora)
      assert.match(heading(back), /asks for your consent/)
      assert.doesNotMatch(back.url, /login=again/)
      assert.ok(answerOf(await browser.submit(back, { decision: 'accept' })).code)
    })

    it('lets the second go back to the asker of the first’s question', async () => {
      const page = await browser.logIn(await browser.ask({ ui_locales: 'en' }), nora)
      await comes(ola)
      const refused = await browser.submit(page, { decision: 'accept' })
      assert.equal(answerOf(await browser.submit(refused, { decision: 'leave' })).error, 'access_denied')
    })

    it('shows the second who opens the question a way to log in for the first', async () => {
      const page = await browser.logIn(await browser.ask({ ui_locales: 'en' }), nora)
      await comes(ola)
      const seen = await browser.open(page.url)
      assert.equal(heading(seen), 'You are logged in as somebody else')
      const back = await browser.logIn(await browser.submit(seen, { logout: 'yes' }), nora)
      assert.match(heading(back), /asks for your consent/)
      assert.doesNotMatch(back.url, /login=again/)
    })

    it('is so at a request that no authorization waits for, and back to it as it was opened', async () => {
      const { ask, pid } = world.all.altinn
      const before = await decisions()
      const page = await first(pid, `${await ask()}&skiplogout=true`)
      await comes(ola)
      const refused = await browser.submit(page, { decision: 'accept' })
      isRefused(refused)
      assert.deepEqual(Object.keys(links(refused)), ['Log in as yourself'])
      assert.equal(await decisions(), before)
      const seen = await browser.open(page.url)
      assert.equal(heading(seen), 'The request is for somebody else')
      assert.match(links(refused)['Log in as yourself']!, /skiplogout=true/)
      const back = await browser.logIn(await browser.submit(seen, { logout: 'yes' }), pid)
      assert.match((await browser.submit(back, { decision: 'accept' })).url, /\/receipt$/)
    })

    it('lets the second go on where she, too, answers for the organization, and withdraw for it', async () => {
      const [one, two] = both
      const before = await decisions()
      const page = await first(one, (await world.askOrganization()).path)
      await comes(two)
      const refused = await browser.submit(page, { decision: 'accept' })
      isRefused(refused)
      assert.equal(await decisions(), before)
      const again = await follow(refused, `Go on as ${nameOf(two)}`)
      const receipt = await browser.submit(again, { decision: 'accept' })
      assert.equal(heading(receipt), 'You have consented')

      const path = links(receipt)['See the consent']!
      await comes(one)
      const withdrawal = await browser.open(`${path}/withdraw`)
      await comes(two)
      isRefused(await browser.submit(withdrawal, { decision: 'withdraw' }))
      const goingOn = await follow(
        await browser.submit(withdrawal, { decision: 'withdraw' }),
        `Go on as ${nameOf(two)}`,
      )
      assert.match(read(await browser.submit(goingOn, { decision: 'withdraw' })), /You withdrew the consent/)
    })

    it('is so when a consent is withdrawn, which stands until the first does it', async () => {
      const path = await consented(nora)
      const page = await browser.open(`${path}/withdraw`)
      await comes(ola)
      const refused = await browser.submit(page, { decision: 'withdraw' })
      isRefused(refused)
      assert.deepEqual(Object.keys(links(refused)), ['Log in as yourself'])
      const back = await browser.logIn(await follow(refused, 'Log in as yourself'), nora)
      assert.equal(heading(back), 'Do you want to withdraw the consent?')
      assert.match(read(await browser.submit(back, { decision: 'withdraw' })), /You withdrew the consent/)
    })

    it('is so at the notices, where nobody’s change', async () => {
      const page = await first(nora, '/notices')
      await comes(ola)
      const refused = await browser.submit(page, { email: 'nora@eksempel.no', used: 'yes', act: 'save' })
      isRefused(refused)
      assert.equal((await database.connection().read('select 1 from notice_address')).length, 0)
      assert.equal(heading(await follow(refused, `Go on as ${nameOf(ola)}`)), 'Notices by e-mail')

      const confirmation = await first(nora, `/notices/confirm?code=${crypto.randomUUID()}`)
      await comes(ola)
      const other = await browser.submit(confirmation, { act: 'confirm' })
      isRefused(other)
      const [words, ...more] = Object.keys(links(other))
      assert.deepEqual([words, more], ['Log in as yourself', []])
      const back = await browser.logIn(await follow(other, 'Log in as yourself'), nora)
      assert.equal(back.url, confirmation.url)
    })

    it('is so when more time is asked for, and when one logs out: the second stays', async () => {
      const [time, out] = [await first(nora, '/session'), await browser.open('/session/end')]
      await comes(ola)
      const notLonger = await browser.submit(time, { act: 'extend' })
      isRefused(notLonger)
      assert.equal(heading(await follow(notLonger, `Go on as ${nameOf(ola)}`)), 'Your login')
      const notOut = await browser.submit(out, { logout: 'yes' })
      isRefused(notOut)
      const asked = await follow(notOut, `Go on as ${nameOf(ola)}`)
      assert.equal(heading(asked), 'Do you want to log out?')
      assert.equal(heading(await browser.submit(asked, { logout: 'yes' })), 'You are logged out')
    })

    it('tells whoever logged out in another tab that the login is over, and comes back to the page', async () => {
      const path = await consented(nora)
      const { pid } = world.all.altinn
      for (const [open, fields] of [
        [() => browser.ask({ ui_locales: 'en' }), { decision: 'accept' }],
        [() => browser.open(`${path}/withdraw`), { decision: 'withdraw' }],
        [() => browser.open('/notices'), { email: 'n@eksempel.no', act: 'save' }],
        [() => browser.open(`/notices/confirm?code=${crypto.randomUUID()}`), { act: 'confirm' }],
      ] as const) {
        await comes(nora)
        const page = await open()
        await leaves()
        const over = await browser.submit(page, fields)
        assert.deepEqual([over.status, heading(over)], [401, 'Log in again'])
        assert.match(read(over), /logged out in another tab/)
        const back = await browser.logIn(await follow(over, 'Log in and continue'), nora)
        assert.equal(heading(back), heading(page))
      }
      const page = await first(pid, `${await world.all.altinn.ask()}&skiplogout=true`)
      await leaves()
      const over = await browser.submit(page, { decision: 'accept' })
      const back = await browser.logIn(await follow(over, 'Log in and continue'), pid)
      assert.match((await browser.submit(back, { decision: 'accept' })).url, /\/receipt$/)
    })

    it('tells whoever has logged out and in again to open the page again, and not that it was somebody else', async () => {
      const page = await browser.logIn(await browser.ask({ ui_locales: 'en' }), nora)
      await leaves()
      await comes(nora)
      const refused = await browser.submit(page, { decision: 'accept' })
      assert.deepEqual([refused.status, heading(refused)], [403, 'You have logged in again'])
      const again = await follow(refused, 'Open the page again')
      assert.ok(answerOf(await browser.submit(again, { decision: 'accept' })).code)
    })

    it('S32: still calls a form forged that carries nothing of ours', async () => {
      const page = await browser.logIn(await browser.ask({ ui_locales: 'en' }), nora)
      for (const csrf of ['', 'guess']) {
        const forged = await browser.submit(page, { csrf, decision: 'accept' })
        assert.deepEqual([forged.status, heading(forged)], [403, 'The form did not come from this page'])
      }
    })
  },
  'before all',
)

onEachDatabase(
  'a login that is not sure enough for my consents',
  database => {
    let app: WholeApp
    before(async () => {
      app = await startWholeApp(database, { SAMTYKKE_PORTAL_LOGIN_LEVEL: 'high' })
    })
    after(() => app.close())

    it('withdraws nothing, whatever form it sends', async () => {
      const browser = visitor(app.publicUrl)
      const level = { level: 'idporten-loa-substantial' }
      const question = await browser.logIn(await browser.ask({ ui_locales: 'en' }), nora, level)
      await browser.submit(question, { decision: 'accept' })
      const [grant] = await database.connection().read<{ id: string }>('select id from authorization_grant')
      const { csrf } = findForm((await browser.open('/session?lang=en')).body, app.publicUrl, {
        name: 'act',
      }).fields
      const answer = await fetch(`${app.publicUrl}/consents/${grant!.id}/withdraw`, {
        method: 'POST',
        headers: { cookie: browser.cookies() },
        body: new URLSearchParams({ csrf: csrf!, decision: 'withdraw' }),
      })
      assert.equal(answer.status, 401)
      assert.match(await answer.text(), /You need to log in more securely/)
      const revoked = await database.connection().read(`select 1 from event where type = 'revoked'`)
      assert.equal(revoked.length, 0)
    })
  },
  'before all',
)
