import assert from 'node:assert/strict'
import { findForm } from '../../../server/demo/walk/html.ts'
import type { FaceTools } from '../../../server/faces/face-module.ts'
import { portal } from '../../../server/faces/portal/index.ts'
import { onEachDatabase } from '../../support/database.ts'
import { heading, nora, visitor } from '../../support/portal-visitor.ts'
import { startWholeApp, type WholeApp } from '../../support/whole-app.ts'

const id = '0192f7c4-0000-7000-8000-000000000001'

/** Every form of the pages, filled in as it should be. */
const forms: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '/interaction/:face/:uid': { decision: 'accept' },
  '/requests/:id': { decision: 'accept' },
  '/consents/:id/withdraw': { decision: 'withdraw' },
  '/consents/:id/deletion': { act: 'ask' },
  '/everything': { act: 'download' },
  '/notices': { act: 'stop' },
  '/notices/stop': { act: 'stop' },
  '/notices/confirm': { act: 'confirm', code: id },
  '/device': { user_code: 'BBBB-BBBB' },
  '/device/asked': { go: 'on' },
  '/session': { act: 'extend' },
  '/session/end': { logout: 'yes' },
}

/** Such as come before anybody has logged in, and answer nothing. */
const withoutLogin = ['/device', '/device/asked', '/notices/stop']

onEachDatabase(
  'every form of the pages',
  database => {
    let app: WholeApp
    before(async () => {
      app = await startWholeApp(database, {
        SAMTYKKE_SMTP_URL: 'smtp://127.0.0.1:9',
        SAMTYKKE_NOTICE_FROM: 'samtykke@samtykke.example',
      })
    })
    after(() => app.close())

    const loggedIn = async () => {
      const browser = visitor(app.publicUrl)
      await browser.logIn(await browser.open('/consents?lang=en'), nora)
      const page = await browser.open('/session')
      const { csrf = '' } = findForm(page.body, page.url, { name: 'act' }).fields
      const send = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
        fetch(app.publicUrl + path.replace(':face', 'oauth').replace(/:u?id/, id), {
          method: 'POST',
          redirect: 'manual',
          headers: { cookie: browser.cookies(), ...headers },
          body: new URLSearchParams({ ...forms[path], ...fields }),
        })
      return { browser, csrf, send }
    }

    it('is known to these tests', () => {
      const { pages } = portal.open({ notices: {} } as FaceTools, portal.settings.parse({}))
      const posts = pages!.routes.filter(({ method }) => method === 'post').map(({ path }) => path)
      assert.deepEqual(posts.toSorted(), Object.keys(forms).toSorted())
    })

    for (const path of Object.keys(forms)) {
      it(`S32: is taken from our own pages alone: ${path}`, async () => {
        const { browser, csrf, send } = await loggedIn()
        for (const elsewhere of [
          { origin: 'https://evil.example' },
          { origin: 'null' },
          { 'sec-fetch-site': 'cross-site' },
          { 'sec-fetch-site': 'same-site' },
          { 'sec-fetch-site': 'none', origin: 'https://evil.example' },
        ] as Record<string, string>[]) {
          const answer = await send(path, { csrf }, elsewhere)
          assert.equal(answer.status, 403, JSON.stringify(elsewhere))
        }
        assert.equal(heading(await browser.open('/consents?lang=en')), 'My consents')
      })

      if (withoutLogin.includes(path)) continue
      it(`S32: is taken with the token of its login alone: ${path}`, async () => {
        const { browser, csrf, send } = await loggedIn()
        const other = await loggedIn()
        const [, maker = ''] = csrf.split('.')
        for (const wrong of ['', '.', 'x', `x.${maker}`, `.${maker}`, maker, other.csrf]) {
          const answer = await send(path, { csrf: wrong })
          assert.equal(answer.status, 403, wrong)
        }
        assert.equal((await send(path, {})).status, 403)
        assert.equal(heading(await browser.open('/consents?lang=en')), 'My consents')
      })
    }
  },
  'before all',
)
