import assert from 'node:assert/strict'
import type { JWTPayload } from 'jose'
import { cookieJar, type Visit } from '../../../server/demo/walk/cookie-jar.ts'
import { onEachDatabase } from '../../support/database.ts'
import { answerOf, heading, nora, type Visitor, visitor } from '../../support/portal-visitor.ts'
import { loginsAt, scriptedIssuer } from '../../support/scripted-issuer.ts'
import { startWholeApp, type WholeApp } from '../../support/whole-app.ts'

const failed = {
  nb: 'Innloggingen virket ikke',
  nn: 'Innlogginga verka ikkje',
  en: 'The login did not work',
}

onEachDatabase(
  'a login at an identity provider of somebody else',
  database => {
    let idp: Awaited<ReturnType<typeof scriptedIssuer>>
    let app: WholeApp
    let browser: Visitor
    before(async () => {
      idp = await scriptedIssuer()
      app = await startWholeApp(database, loginsAt(idp))
    })
    beforeEach(() => {
      for (const name of ['error', 'forged', 'keys', 'silent', 'down'] as const) delete idp.script[name]
      idp.script.claims = { pid: nora, name: 'Nora Prøve', acr: 'idporten-loa-substantial' }
      browser = visitor(app.publicUrl)
    })
    after(async () => {
      await app.close()
      await idp.close()
    })

    const consents = (language = 'en') => browser.open(`/consents?lang=${language}`)
    const isIn = (page: Visit) => assert.equal(heading(page), 'My consents')
    const hasNoSession = () => assert.doesNotMatch(browser.cookies(), /(?:^|; )(?:__Host-)?session=/)

    async function isTurnedAway(): Promise<void> {
      for (const [language, title] of Object.entries(failed)) {
        const page = await consents(language)
        assert.equal(heading(page), title)
        assert.equal(page.status, 503)
        assert.ok(Number(page.headers.get('retry-after')) > 0, 'Retry-After')
        hasNoSession()
      }
    }

    it('F20: is a clear page in her language while the provider hangs up, and well again when it does not', async () => {
      idp.script.down = true
      await isTurnedAway()
      delete idp.script.down
      isIn(await consents())
    })

    it('F20: gives no session for an answer that is not right, and the next one that is right does', async () => {
      const wrong = {
        'a level below the one that was asked for': { acr: 'idporten-loa-low' },
        'no level': { acr: undefined },
        'another nonce': { nonce: 'another' },
        'no nonce': { nonce: undefined },
        'another issuer': { iss: 'https://evil.example' },
        'another audience': { aud: 'somebody-else' },
        'nobody as its subject': { sub: undefined },
        'nobody with a number': { pid: undefined },
        'an end in the past': { exp: 1_700_000_000 },
      }
      for (const [what, claims] of Object.entries(wrong)) {
        const before = idp.script.claims
        idp.script.claims = { ...before, ...claims } as JWTPayload
        const page = await consents()
        assert.deepEqual([what, heading(page), page.status], [what, failed.en, 503])
        hasNoSession()
        idp.script.claims = before
      }
      idp.script.forged = true
      await isTurnedAway()
      delete idp.script.forged
      isIn(await consents())
    })

    it('F20: is told to the client that asks, and she can answer it the next time', async () => {
      const asked = { ui_locales: 'en' }
      idp.script.claims.acr = 'idporten-loa-low'
      assert.equal(answerOf(await browser.ask(asked)).error, 'server_error')
      idp.script.claims.acr = 'idporten-loa-substantial'
      idp.script.down = true
      assert.equal(answerOf(await browser.ask(asked)).error, 'server_error')
      hasNoSession()
      delete idp.script.down
      assert.match(heading(await browser.ask(asked)), /asks for your consent/)
    })

    it('F20: takes no answer twice, and none that the provider has taken before', async () => {
      const visited: string[] = []
      const jar = cookieJar((_method, url) => visited.push(url))
      isIn(await jar.follow(`${app.publicUrl}/consents?lang=en`))
      const answer = visited.find(url => url.includes('/login/callback'))!
      const exchanged = idp.seen.length
      const twice = await jar.follow(`${answer}&lang=en`)
      assert.deepEqual([heading(twice), twice.status], ['The login was not completed', 400])
      assert.equal(heading(await browser.open(`${answer}&lang=en`)), 'The login was not completed')
      assert.equal(idp.seen.length, exchanged)
      idp.script.error = 'invalid_grant'
      assert.equal(heading(await consents()), 'The login was not completed')
      hasNoSession()
    })

    it('F20: takes a person by her number, whatever the provider calls her today', async () => {
      idp.script.claims.sub = 'one'
      isIn(await consents())
      const other = visitor(app.publicUrl)
      idp.script.claims.sub = 'another'
      const page = await other.open('/consents?lang=en')
      isIn(page)
      assert.match(page.body, /Nora Prøve/)
    })

    it('F20: takes new keys within a minute of having read the old ones, and nothing signed otherwise', async () => {
      isIn(await consents())
      await idp.rotate()
      browser = visitor(app.publicUrl)
      await isTurnedAway()
      app.clock.move(61_000)
      isIn(await consents())
      app.clock.reset()
    })
  },
  'before all',
)
