import assert from 'node:assert/strict'
import type { JWTPayload } from 'jose'
import { openAskersDoor } from '../../support/askers-door.ts'
import { inChromium } from '../../support/chromium.ts'
import { onEachDatabase } from '../../support/database.ts'
import { heading, nora, type Visitor, visitor } from '../../support/portal-visitor.ts'
import { loginsAt, scriptedIssuer } from '../../support/scripted-issuer.ts'
import { startWholeApp, type WholeApp } from '../../support/whole-app.ts'

const event = 'http://schemas.openid.net/event/backchannel-logout'
let tokens = 0

onEachDatabase(
  'a logout at the identity provider',
  database => {
    let idp: Awaited<ReturnType<typeof scriptedIssuer>>
    let app: WholeApp
    before(async () => {
      idp = await scriptedIssuer()
      app = await startWholeApp(database, loginsAt(idp))
    })
    after(async () => {
      await app.close()
      await idp.close()
    })
    beforeEach(() => {
      delete idp.script.forged
      delete idp.script.silent
    })

    /** A browser in which she has logged in, by what the provider calls that login. */
    const loggedIn = async (sid: string | undefined) => {
      const browser = visitor(app.publicUrl)
      const start = await fetch(`${app.publicUrl}/consents?lang=en`, { redirect: 'manual' })
      const asked = new URL(start.headers.get('location')!).searchParams
      const cookie = start.headers
        .getSetCookie()
        .map(line => line.split(';')[0])
        .join('; ')
      const nonce = asked.get('nonce')!
      idp.script.claims = { nonce, sub: 's', pid: nora, acr: 'idporten-loa-substantial', ...(sid && { sid }) }
      const answer = new URLSearchParams({ code: 'c', state: asked.get('state')! })
      const back = await fetch(`${app.publicUrl}/login/callback?${answer}`, {
        headers: { cookie },
        redirect: 'manual',
      })
      const session = back.headers.getSetCookie().find(line => line.startsWith('session='))!
      return { browser, cookie: session.split(';')[0]! }
    }
    const stands = async ({ cookie }: { cookie: string }) =>
      (await fetch(`${app.publicUrl}/consents`, { headers: { cookie }, redirect: 'manual' })).status === 200
    const logoutToken = (claims: JWTPayload, header: object = {}) =>
      idp.sign({ jti: `t${tokens++}`, events: { [event]: {} }, ...claims }, header)
    const tell = async (token: string, more: Record<string, string> = {}) =>
      fetch(`${app.publicUrl}/login/backchannel-logout`, {
        method: 'POST',
        body: new URLSearchParams({ logout_token: token, ...more }),
      })

    it('ends the session that began with that login, and no other', async () => {
      const [one, two] = [await loggedIn('1'), await loggedIn('2')]
      assert.ok((await stands(one)) && (await stands(two)))
      const answer = await tell(await logoutToken({ sub: 's', sid: '1' }))
      assert.equal(answer.status, 200)
      assert.equal(answer.headers.get('cache-control'), 'no-store')
      assert.deepEqual([await stands(one), await stands(two)], [false, true])
      assert.equal((await tell(await logoutToken({ sub: 's' }))).status, 200)
      assert.equal(await stands(two), false)
    })

    it('is on record when it ended something, and not when nobody was logged in by it', async () => {
      const told = async (claims: JWTPayload) => {
        const before = app.audited.length
        assert.equal((await tell(await logoutToken(claims))).status, 200)
        return app.audited.slice(before).map(({ what, at }) => [what, at])
      }
      await loggedIn('r')
      assert.deepEqual(await told({ sid: 'r' }), [['logout.succeeded', 'identity provider']])
      assert.deepEqual(await told({ sid: 'r' }), [])
    })

    it('ends nothing when the token is old, another’s, forged, no logout token, or about nobody', async () => {
      const here = await loggedIn('3')
      const now = Math.floor(app.clock.now().getTime() / 1000)
      const bad: JWTPayload[] = [
        { sid: '3', iat: now - 600 },
        { sid: '3', aud: 'another' },
        { sid: '3', iss: 'https://evil.example' },
        { sid: '3', events: {} },
        { sid: '3', events: { [event]: true } },
        { sid: '3', nonce: 'n' },
        {},
      ]
      for (const claims of bad) {
        const answer = await tell(await logoutToken(claims))
        assert.equal(answer.status, 400, JSON.stringify(claims))
        assert.equal(((await answer.json()) as { code: string }).code, 'logout-token.refused')
      }
      idp.script.forged = true
      assert.equal((await tell(await logoutToken({ sid: '3' }))).status, 400)
      assert.equal((await tell('no token')).status, 400)
      assert.equal((await tell('a', { more: 'x' })).status, 400)
      assert.ok(await stands(here))
    })

    it('takes no unsigned token', async () => {
      const here = await loggedIn('4')
      const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
      const claims = {
        iss: idp.issuer,
        aud: 'samtykke',
        iat: Math.floor(app.clock.now().getTime() / 1000),
        jti: 'x',
        sid: '4',
        events: { [event]: {} },
      }
      assert.equal((await tell(`${encode({ alg: 'none' })}.${encode(claims)}.`)).status, 400)
      assert.ok(await stands(here))
    })

    it('takes no token that would have to be read in another way: compressed, encrypted or not encoded', async () => {
      const here = await loggedIn('5')
      for (const header of [{ zip: 'DEF' }, { enc: 'A256GCM' }, { b64: false }, { b64: true }])
        assert.equal((await tell(await logoutToken({ sid: '5' }, header))).status, 400)
      assert.ok(await stands(here))
    })

    it('counts once: a token that is sent again does not end a later login', async () => {
      const token = await logoutToken({ sub: 's' })
      assert.equal((await tell(token)).status, 200)
      const later = await loggedIn('5')
      assert.equal((await tell(token)).status, 200)
      assert.ok(await stands(later))
    })

    it('is not begun by a page of another site', async () => {
      const answer = await fetch(`${app.publicUrl}/login/backchannel-logout`)
      assert.ok([404, 405].includes(answer.status))
    })

    describe('that a page of the provider tells of', () => {
      const address = (told: Record<string, string>) =>
        `${app.publicUrl}/login/frontchannel-logout?${new URLSearchParams(told)}`

      it('ends the session that began with that login, without our cookies, and no other', async () => {
        const [one, two] = [await loggedIn('f1'), await loggedIn('f2')]
        const answer = await fetch(address({ iss: idp.issuer, sid: 'f1', more: 'x' }))
        assert.deepEqual([answer.status, await answer.text()], [200, ''])
        assert.match(answer.headers.get('cache-control')!, /no-store/)
        assert.deepEqual([await stands(one), await stands(two)], [false, true])
        assert.equal((await fetch(address({ iss: idp.issuer, sid: 'f1' }))).status, 200)
      })

      it('may be framed by the provider alone', async () => {
        const { headers } = await fetch(address({ iss: idp.issuer, sid: 'nobody' }))
        const policy = headers.get('content-security-policy')
        assert.equal(policy, `default-src 'none'; frame-ancestors ${idp.issuer}`)
        assert.equal(headers.get('x-frame-options'), null)
      })

      it('ends nothing for another issuer, without either name, with one twice, and for our own cookie', async () => {
        const here = await loggedIn('f3')
        const bad = [
          address({ iss: 'https://evil.example', sid: 'f3' }),
          address({ iss: `${idp.issuer}/`, sid: 'f3' }),
          address({ sid: 'f3' }),
          address({ iss: idp.issuer }),
          address({ iss: idp.issuer, sid: '' }),
          `${address({ iss: idp.issuer, sid: 'f3' })}&sid=f4`,
          address({}),
        ]
        for (const url of bad) {
          assert.equal((await fetch(url, { headers: { cookie: here.cookie } })).status, 400, url)
        }
        const post = await fetch(address({ iss: idp.issuer, sid: 'f3' }), { method: 'POST' })
        assert.equal(post.status, 405)
        assert.ok(await stands(here))
      })

      inChromium(browser => {
        it('is heard in a frame of the provider’s page, and shown in nobody else’s', async () => {
          const door = await openAskersDoor()
          const context = await browser().newContext()
          try {
            const here = await loggedIn('f5')
            const [name = '', value = ''] = here.cookie.split('=')
            await context.addCookies([{ name, value, url: app.publicUrl, httpOnly: true, sameSite: 'Lax' }])
            const page = await context.newPage()
            const framed = async (at: string, sid: string) => {
              const complaints: string[] = []
              page.removeAllListeners('console')
              page.on('console', message => complaints.push(message.text()))
              await page.goto(at)
              const heard = page.waitForResponse(response =>
                response.url().includes('/login/frontchannel-logout'),
              )
              await page.setContent(
                `<iframe src="${address({ iss: idp.issuer, sid }).replaceAll('&', '&amp;')}">`,
              )
              assert.equal((await (await heard).request().allHeaders()).cookie, undefined)
              return complaints.filter(text => text.includes('frame-ancestors'))
            }
            assert.equal((await framed(door.back, 'nobody')).length, 1)
            assert.ok(await stands(here))
            assert.deepEqual(await framed(`${idp.issuer}/logout`, 'f5'), [])
            assert.equal(await stands(here), false)
          } finally {
            await context.close()
            await door.close()
          }
        })
      })
    })

    it('takes a form of a sensible length', async () => {
      const url = `${app.publicUrl}/login/backchannel-logout`
      const post = async (body: string | URLSearchParams) =>
        (await fetch(url, { method: 'POST', body })).status
      assert.equal(await post('logout_token=x'), 415)
      assert.equal(await post(new URLSearchParams({ logout_token: 'x'.repeat(64 * 1024) })), 413)
    })
  },
  'before all',
)

onEachDatabase(
  'how long a login lasts',
  database => {
    let app: WholeApp
    let browser: Visitor
    before(async () => {
      app = await startWholeApp(database)
      browser = visitor(app.publicUrl)
      await browser.logIn(await browser.open('/consents?lang=en'))
    })
    after(() => app.close())

    it('is said on every page, with a way to more time', async () => {
      const page = await browser.open('/consents')
      assert.match(page.body, /until \d\d:\d\d/)
      assert.match(page.body, /href="\/session"/)
    })

    it('is longer after asking for more time, without scripts', async () => {
      const before = await browser.open('/session')
      app.clock.move(20 * 60_000)
      const after = await browser.submit(before, { act: 'extend' })
      assert.equal(heading(after), 'Your login')
      assert.match(after.body, /You are now logged in until/)
      app.clock.move(20 * 60_000)
      assert.equal(heading(await browser.open('/consents')), 'My consents')
    })

    it('is over for good after eight hours, and the last minutes say so', async () => {
      for (let moved = 40; moved < 470; moved += 25) {
        app.clock.move(25 * 60_000)
        await browser.open('/session')
      }
      assert.doesNotMatch((await browser.open('/session')).body, /Give me more time/)
      app.clock.move(25 * 60_000)
      assert.equal(heading(await browser.open('/session')), 'Log in again')
    })

    it('S32: is not made longer by a form of somebody else’s', async () => {
      await browser.logIn(await browser.open('/consents?lang=en'))
      const answer = await fetch(`${app.publicUrl}/session`, {
        method: 'POST',
        headers: { cookie: browser.cookies() },
        body: new URLSearchParams({ act: 'extend' }),
      })
      assert.equal(answer.status, 403)
    })
  },
  'before all',
)
