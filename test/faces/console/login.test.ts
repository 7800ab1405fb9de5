import assert from 'node:assert/strict'
import { onEachDatabase } from '../../support/database.ts'
import { type OperatorVisitor, operatorVisitor, roles, usernames } from '../../support/operator-visitor.ts'
import { heading, linkOn, read } from '../../support/portal-visitor.ts'
import { sharedApp } from '../../support/shared-app.ts'

onEachDatabase('logging in to the console', database => {
  const app = sharedApp(database)
  let browser: OperatorVisitor
  beforeEach(() => {
    browser = operatorVisitor(app.managementUrl)
  })

  const loginPage = 'Testinnlogging for ansatte'
  const cookie = () => /(?:^|; )console-session=([^;]+)/.exec(browser.cookies())?.[1]
  const toldSince = (before: number) =>
    app.audited.slice(before).map(({ what, operator, problem }) => [what, operator ?? problem])

  it('comes back to the page that asked for it, and is on record as the end of it is', async () => {
    const before = app.audited.length
    const page = await browser.logInAs('auditor', '/console/audit?lang=en&operation=person.find')
    assert.equal(new URL(page.url).search, '?lang=en&operation=person.find')
    assert.equal(heading(page), 'What was done')
    const out = await browser.submit(await browser.open('/console/log-out'), { logout: 'yes' })
    assert.equal(heading(out), 'You are logged out')
    assert.equal(new URL(out.url).pathname, '/console/logged-out')
    assert.equal(heading(await browser.open('/console/audit?lang=nb')), loginPage)
    assert.deepEqual(toldSince(before), [
      ['operator.logged_in', 'rigmor'],
      ['operator.logged_out', 'rigmor'],
    ])
  })

  it('is for the operators that demo.json names', async () => {
    const { console: address, persons } = (await app.demoJson()).operators as Record<string, unknown>
    assert.equal(address, `${app.managementUrl}/console`)
    assert.deepEqual(
      persons,
      roles.map(role => ({ username: usernames[role], role })),
    )
  })

  it('says whom to ask to somebody without a role, and keeps no session', async () => {
    const before = app.audited.length
    const page = await browser.logInAs('nobody')
    assert.equal(page.status, 403)
    assert.equal(heading(page), 'Du har ingen rolle her')
    assert.match(read(page), new RegExp(`Spør dem som styrer brukere på ${new URL(app.publicUrl).host}`))
    assert.equal(cookie(), undefined)
    assert.deepEqual(toldSince(before), [['operator.login_refused', 'gunnar']])
  })

  it('leads somebody without a role out of the provider, who is to log in as somebody else', async () => {
    const out = linkOn(await browser.logInAs('nobody'), 'Logg inn som en annen')
    assert.equal(new URL(out).origin, app.publicUrl)
    const left = await browser.open(out)
    assert.equal(new URL(left.url).pathname, '/console/logged-out')
    assert.equal(heading(await browser.open(linkOn(left, 'Logg inn'))), loginPage)
  })

  it('can be tried again after it was cancelled or failed, from the page that it was for', async () => {
    for (const [outcome, status, title] of [
      ['cancel', 400, 'Innloggingen ble avbrutt'],
      ['fail', 503, 'Innloggingen gikk ikke'],
    ] as const) {
      const page = await browser.submit(await browser.open('/console/audit?lang=nb'), { outcome })
      assert.equal(page.status, status)
      assert.equal(heading(page), title)
      assert.match(page.body, /href="\/console\/audit\?lang=nb"/)
      assert.equal(cookie(), undefined)
    }
  })

  it('knows nobody but the operators of the demo at their test provider', async () => {
    const again = await browser.submit(await browser.open('/console'), { username: 'nora', outcome: 'login' })
    assert.equal(again.status, 400)
    assert.match(read(again), /Ingen i demoen har dette brukernavnet/)
  })

  it('counts only in the browser that began it', async () => {
    await browser.open('/console')
    const stray = await operatorVisitor(app.managementUrl).open('/console/login?state=of-nobody&code=x')
    assert.equal(stray.status, 400)
    assert.match(stray.body, /href="\/console"/)
  })

  it('gives a session that is dead once its operator has logged out', async () => {
    await browser.logInAs('support')
    const openHome = (value: string | undefined) =>
      fetch(`${app.managementUrl}/console`, {
        headers: { cookie: `console-session=${value}` },
        redirect: 'manual',
      })
    const session = cookie()
    const standing = await openHome(session)
    assert.equal(new URL(standing.headers.get('location')!).origin, app.managementUrl)
    await browser.submit(await browser.open('/console/log-out'), { logout: 'yes' })
    const dead = await openHome(session)
    assert.match(dead.headers.get('location')!, /\/test-operators\/authorize/)
  })

  it('ends when it is idle for long', async () => {
    await browser.logInAs('auditor')
    app.clock.move(31 * 60_000)
    assert.equal(heading(await browser.open('/console/audit')), loginPage)
  })

  it('is not that of a person, whose login opens nothing here', async () => {
    const value = await app.stores.sessions.start({
      party: { id: '00000000-0000-7000-8000-000000000001' as never, kind: 'person', displayName: 'Nora' },
      level: 'high',
      authenticatedAt: app.clock.now(),
    })
    const answer = await fetch(`${app.managementUrl}/console/audit`, {
      headers: { cookie: `console-session=${value}; session=${value}` },
      redirect: 'manual',
    })
    assert.match(answer.headers.get('location')!, /\/test-operators\/authorize/)
  })

  describe('a form', () => {
    const send = (form: Record<string, string>, headers: Record<string, string> = {}) =>
      fetch(`${app.managementUrl}/console/log-out`, {
        method: 'POST',
        body: new URLSearchParams(form),
        headers: { cookie: browser.cookies(), ...headers },
        redirect: 'manual',
      })

    it('of another site, or without the token of this login, does nothing', async () => {
      await browser.logInAs('auditor')
      const own = { csrf: 'another', logout: 'yes' }
      assert.equal((await send(own, { origin: 'https://evil.example' })).status, 403)
      assert.equal((await send(own, { 'sec-fetch-site': 'same-site' })).status, 403)
      assert.equal((await send({ logout: 'yes' })).status, 400)
      const stale = await send(own)
      assert.equal(stale.status, 403)
      assert.match(await stale.text(), /Du har logget inn på nytt/)
      assert.equal(heading(await browser.open('/console/audit')), 'Hva er gjort')
    })
  })
})
