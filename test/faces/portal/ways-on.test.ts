import assert from 'node:assert/strict'
import { load } from 'cheerio'
import { languages } from '../../../server/domain/text/text.ts'
import { onEachDatabase } from '../../support/database.ts'
import { nora, read, type Visitor, visitor } from '../../support/portal-visitor.ts'
import { startWholeApp, type WholeApp } from '../../support/whole-app.ts'

const contact = 'hjelp@samtykke.example'
const nobodysConsent = '/consents/0192f7c4-0000-7000-8000-000000000001'

const titles = {
  '/nowhere': { nb: 'Vi finner ikke siden', nn: 'Vi finn ikkje sida', en: 'We cannot find the page' },
  [nobodysConsent]: {
    nb: 'Vi finner ikke samtykket',
    nn: 'Vi finn ikkje samtykket',
    en: 'We cannot find the consent',
  },
  '/authorize?client_id=nobody': {
    nb: 'Vi kan ikke gå videre',
    nn: 'Vi kan ikkje gå vidare',
    en: 'We cannot continue',
  },
}

onEachDatabase(
  'whoever comes to a page that is not there, or to none in particular',
  database => {
    let app: WholeApp
    let browser: Visitor
    before(async () => {
      app = await startWholeApp(database, { SAMTYKKE_OPERATOR_CONTACT: contact })
      browser = visitor(app.publicUrl)
      await browser.logIn(await browser.open('/consents?lang=nb'), nora)
    })
    after(() => app.close())

    for (const [path, headings] of Object.entries(titles)) {
      it(`chooses the language, sees who is logged in, whom to ask and a way on: ${path}`, async () => {
        const page = await browser.open(path)
        for (const language of languages) {
          const href = load(page.body)(`.top__languages a[hreflang=${language}]`).attr('href')
          const chosen = await browser.open(new URL(String(href), new URL(path, app.publicUrl)).href)
          const $ = load(chosen.body)
          assert.equal(chosen.status, page.status)
          assert.equal($('h1').text(), headings[language])
          assert.equal($('html').attr('lang'), language)
          assert.equal($('.top__account a[href="/session/end"]').length, 1)
          assert.equal($('main a[href="/consents"]').length, 1)
          assert.equal($(`main a[href="mailto:${contact}"]`).length, 1)
        }
      })
    }

    it('sees nobody logged in who is not, or not any more', async () => {
      const stranger = visitor(app.publicUrl)
      const forged = await fetch(`${app.publicUrl}/nowhere`, {
        headers: { cookie: `session=0_${'x'.repeat(43)}` },
      })
      for (const body of [(await stranger.open('/nowhere')).body, await forged.text()])
        assert.equal(load(body)('.top__account').length, 0)
    })

    it('is led by no address to another host', async () => {
      const { body } = await browser.open(`${app.publicUrl}//evil.example/x?lang=en`)
      assert.doesNotMatch(body, /evil/)
    })

    it('sees that a form was refused, with the same ways on', async () => {
      const refused = await fetch(`${app.publicUrl}/session/end`, {
        method: 'POST',
        headers: { cookie: browser.cookies(), 'accept-language': 'en' },
        body: new URLSearchParams({ logout: 'yes' }),
      })
      const $ = load(await refused.text())
      assert.equal(refused.status, 403)
      assert.equal($('.top__languages a').length, 3)
      assert.equal($('.top__account a[href="/session/end"]').length, 1)
    })

    it('finds the way to her consents at the front door, and developers what describes the APIs', async () => {
      for (const [language, way] of [
        ['nb', 'Gå til mine samtykker'],
        ['nn', 'Gå til mine samtykke'],
        ['en', 'Go to my consents'],
      ] as const) {
        const front = await browser.open(`/?lang=${language}`)
        const $ = load(front.body)
        assert.equal(front.status, 200)
        assert.equal($('main a[href="/consents"]').text(), way)
        assert.equal($('.top__account').length, 1)
        assert.equal($(`main a[href="mailto:${contact}"]`).length, 1)
        const described = $('section a')
          .toArray()
          .map(link => new URL(String($(link).attr('href')), app.publicUrl).href)
        assert.ok(described.length >= 2)
        for (const url of described)
          assert.equal((await fetch(url, { headers: { accept: 'application/json' } })).status, 200, url)
      }
      assert.match(read(await visitor(app.publicUrl).open('/?lang=en')), /Here you answer when somebody asks/)
    })

    it('gets an icon, and programs that collect pages are told to leave them', async () => {
      const icon = await fetch(`${app.publicUrl}/favicon.ico`)
      assert.match(String(icon.headers.get('content-type')), /image\/svg\+xml/)
      assert.match(await icon.text(), /^<svg|<\?xml/)
      const robots = await fetch(`${app.publicUrl}/robots.txt`)
      assert.match(String(robots.headers.get('content-type')), /text\/plain/)
      assert.equal(await robots.text(), 'User-agent: *\nDisallow: /\n')
    })
  },
  'before all',
)
