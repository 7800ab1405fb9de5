import assert from 'node:assert/strict'
import { onEachDatabase } from '../../support/database.ts'
import { answerOf, heading, nora, ola, read, type Visitor, visitor } from '../../support/portal-visitor.ts'
import { sharedApp } from '../../support/shared-app.ts'

onEachDatabase('logging in', database => {
  const app = sharedApp(database)
  let browser: Visitor
  beforeEach(() => {
    browser = visitor(app.publicUrl)
  })

  const loginPage = 'Test login'
  const ask = (more = {}) => browser.ask({ ui_locales: 'en', ...more })
  const isAsked = async (more = {}) => heading(await ask(more)).endsWith('asks for your consent')
  const sessionCookie = () => /(?:^|; )session=([^;]+)/.exec(browser.cookies())?.[1]

  it('is told to the client when the person cancels it', async () => {
    const back = answerOf(await browser.submit(await ask(), { outcome: 'cancel' }))
    assert.equal(back.error, 'access_denied')
    assert.match(back.error_description!, /login was cancelled/)
  })

  it('is told to the client when it fails', async () => {
    assert.equal(answerOf(await browser.submit(await ask(), { outcome: 'fail' })).error, 'server_error')
  })

  it('is on record, as is one that came to nothing, and the end of it', async () => {
    const before = app.audited.length
    await browser.submit(await ask(), { outcome: 'cancel' })
    await browser.submit(await ask(), { outcome: 'fail' })
    await browser.open('/login/callback?state=of-nobody&code=x')
    await browser.logIn(await ask())
    await browser.submit(await browser.open('/session/end?lang=en'), { logout: 'yes' })
    const told = app.audited.slice(before).map(({ what, problem, at }) => [what, problem ?? at])
    assert.deepEqual(
      told.filter(([what]) => String(what).startsWith('log')),
      [
        ['login.refused', 'login.cancelled'],
        ['login.refused', 'login.failed'],
        ['login.refused', 'login.stale'],
        ['login.succeeded', undefined],
        ['logout.succeeded', 'pages'],
      ],
    )
    const [{ address } = {}] = app.audited.slice(before)
    assert.match(String(address), /^(127\.0\.0\.0\/24|0:0:0::\/48)$/)
  })

  it('can be tried again after it was cancelled', async () => {
    await browser.submit(await ask(), { outcome: 'cancel' })
    assert.match(heading(await browser.logIn(await ask())), /asks for your consent/)
  })

  it('is spared the person who has a login here already', async () => {
    await browser.logIn(await ask())
    assert.ok(await isAsked())
  })

  it('is not spared when the client says prompt=login, or the login is older than max_age', async () => {
    await browser.logIn(await ask())
    assert.equal(heading(await ask({ prompt: 'login' })), loginPage)
    assert.equal(heading(await ask({ prompt: 'select_account' })), loginPage)
    assert.ok(await isAsked({ prompt: 'create' }))
    assert.ok(await isAsked({ max_age: '600' }))
    app.clock.move(601_000)
    assert.equal(heading(await ask({ max_age: '600' })), loginPage)
    assert.match(heading(await browser.logIn(await ask({ max_age: '0' }))), /asks for your consent/)
  })

  it('S38: is asked for again at a higher level when the purpose takes one', async () => {
    await browser.logIn(await ask())
    const stepUp = await ask({ purpose: 'loan-application' })
    assert.equal(heading(stepUp), loginPage)
    const tooLow = await browser.logIn(stepUp, nora, { level: 'idporten-loa-substantial' })
    assert.equal(answerOf(tooLow).error, 'server_error')
    const high = await browser.logIn(await ask({ purpose: 'loan-application' }), nora, {
      level: 'idporten-loa-high',
    })
    assert.match(read(high), /can be fetched once/)
  })

  it('S43: gives a new session each time, and the one before is dead', async () => {
    await browser.logIn(await ask())
    const before = sessionCookie()
    await browser.logIn(await ask({ prompt: 'login' }))
    const after = sessionCookie()
    assert.ok(before && after && before !== after)
    const stolen = await fetch(`${app.publicUrl}/consents`, {
      headers: { cookie: `session=${before}` },
      redirect: 'manual',
    })
    assert.equal(stolen.status, 303)
  })

  it('S43: takes no session that was planted before the login', async () => {
    const planted = await fetch(`${app.publicUrl}/consents`, {
      headers: { cookie: 'session=planted' },
      redirect: 'manual',
    })
    assert.equal(planted.status, 303)
    assert.match(String(planted.headers.get('location')), /\/test-idp\/authorize/)
  })

  describe('S48: an answer of the identity provider', () => {
    const answerFor = async () => {
      const attacker = visitor(app.publicUrl)
      const page = await attacker.open('/consents')
      let callback = ''
      const form = new URLSearchParams({ pid: ola, outcome: 'login' })
      let url = page.url
      let answer = await fetch(url, {
        method: 'POST',
        body: form,
        headers: { cookie: attacker.cookies() },
        redirect: 'manual',
      })
      for (let hops = 0; hops < 5 && !callback; hops++) {
        url = new URL(answer.headers.get('location')!, url).href
        if (url.includes('/login/callback')) callback = url
        else answer = await fetch(url, { headers: { cookie: attacker.cookies() }, redirect: 'manual' })
      }
      return { callback, attacker }
    }

    it('logs nobody in who did not begin that login in this browser', async () => {
      const { callback } = await answerFor()
      const victim = await browser.open(callback)
      assert.equal(victim.status, 400)
      assert.equal(sessionCookie(), undefined)
      assert.doesNotMatch(victim.body, /code=|state=/)
    })

    it('counts once, and not with another state', async () => {
      const { callback, attacker } = await answerFor()
      const other = new URL(callback)
      other.searchParams.set('state', 'another')
      assert.equal((await attacker.open(other.href)).status, 400)
      assert.match(heading(await attacker.open(callback)), /Mine samtykker|My consents/)
      assert.equal((await attacker.open(callback)).status, 400)
    })
  })

  it('S46: comes back to the page that asked for it and to no address that anyone names', async () => {
    const evil = 'https://evil.example/'
    const page = await browser.open(`/consents?returnTo=${evil}&redirect=${evil}&lang=en`)
    const back = await browser.logIn(page)
    assert.equal(new URL(back.url).origin, app.publicUrl)
    assert.equal(new URL(back.url).pathname, '/consents')
  })

  it('comes back to the page in the list that was asked for', async () => {
    const back = await browser.logIn(await browser.open('/consents?standing=ended&lang=nn'))
    assert.match(back.url, /\/consents\?standing=ended&lang=nn$/)
    assert.match(back.body, /<html lang="nn"/)
  })

  it('shows a page when it was for my consents and came to nothing', async () => {
    const cancelled = await browser.submit(await browser.open('/consents?lang=en'), { outcome: 'cancel' })
    assert.equal(cancelled.status, 400)
    assert.equal(heading(cancelled), 'You cancelled the login')
    const failed = await browser.submit(await browser.open('/consents?lang=en'), { outcome: 'fail' })
    assert.equal(failed.status, 503)
  })

  it('may be under way in several tabs at once', async () => {
    const [first, second] = [await ask(), await ask()]
    assert.match(heading(await browser.logIn(first)), /asks for your consent/)
    assert.match(heading(await browser.logIn(second)), /asks for your consent/)
  })

  it('keeps no more than a handful of logins under way in one browser', async () => {
    for (let times = 0; times < 12; times++) await browser.open('/consents')
    assert.ok((browser.cookies().match(/login-/g)?.length ?? 0) <= 6)
  })

  it('never puts the national identity number in an address or a cookie', async () => {
    const page = await browser.logIn(await ask())
    assert.doesNotMatch(page.url + browser.cookies() + page.body, new RegExp(nora))
  })

  describe('and out', () => {
    it('S47: asks first, so that a picture on another site logs nobody out', async () => {
      await browser.logIn(await browser.open('/consents'))
      const before = sessionCookie()
      const confirm = await browser.open('/session/end?lang=en')
      assert.equal(heading(confirm), 'Do you want to log out?')
      assert.equal(sessionCookie(), before)
      const out = await browser.submit(confirm, { logout: 'yes' })
      assert.equal(heading(out), 'You are logged out')
      assert.equal(sessionCookie(), undefined)
      assert.equal(heading(await browser.open('/consents')), loginPage)
    })

    it('S47: asks first, too, when a client sends the person, and lets the form lead back to it', async () => {
      await browser.logIn(await browser.open('/consents'))
      const client = (await app.stores.clients.find('demo-web'))!
      const bye = 'https://bank.example/bye'
      await app.stores.clients.save({ ...client, postLogoutRedirectUris: [bye] })
      const query = new URLSearchParams({
        client_id: client.id,
        post_logout_redirect_uri: bye,
        ui_locales: 'en',
      })
      const confirm = await browser.open(`/logout?${query}`)
      assert.equal(heading(confirm), 'Do you want to log out?')
      assert.doesNotMatch(String(confirm.headers.get('content-security-policy')), /form-action/)
      const atHome = await browser.open('/logout')
      assert.match(String(atHome.headers.get('content-security-policy')), /form-action 'self';/)
      const evil = new URLSearchParams({
        client_id: client.id,
        post_logout_redirect_uri: 'https://evil.example/',
      })
      assert.equal((await browser.open(`/logout?${evil}`)).status, 400)
    })

    it('S32: not by a form without the session’s token', async () => {
      await browser.logIn(await browser.open('/consents'))
      const answer = await fetch(`${app.publicUrl}/session/end`, {
        method: 'POST',
        headers: { cookie: browser.cookies() },
        body: new URLSearchParams({ logout: 'yes' }),
      })
      assert.equal(answer.status, 403)
    })
  })
})
