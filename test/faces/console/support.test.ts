import assert from 'node:assert/strict'
import { consoleWorld } from '../../support/console-world.ts'
import { onEachDatabase } from '../../support/database.ts'
import { type OperatorVisitor, operatorVisitor } from '../../support/operator-visitor.ts'
import { heading, linkOn, nora, read } from '../../support/portal-visitor.ts'
import { sharedApp } from '../../support/shared-app.ts'

onEachDatabase('the support desk of the console', database => {
  const app = sharedApp(database)
  let browser: OperatorVisitor
  let world: Awaited<ReturnType<typeof consoleWorld>>
  beforeEach(async () => {
    browser = operatorVisitor(app.managementUrl)
    world = await consoleWorld(app)
  })

  const ask = async (number: string, reason: string) =>
    browser.submit(await browser.open('/console/support'), { number, reason, act: 'find' })
  const find = async (number: string, reason: string) => {
    await browser.logInAs('support', '/console/support?lang=en')
    return ask(number, reason)
  }
  const acts = async () => (await app.stores.acts.list({ party: world.reader.id }, { limit: 10 })).items

  it('finds a person by her number for a reason, and leads to her page at an address without it', async () => {
    const page = await find(`${nora.slice(0, 6)} ${nora.slice(6)}`, 'She called and asks who has her income')
    assert.equal(new URL(page.url).pathname, `/console/parties/${world.reader.id}`)
    assert.equal(heading(page), 'Nora Naturlig')
    const text = read(page)
    assert.match(text, /SmekkFull Bank.*finance-overview\/1.*demo-web oauth.*In force/)
    assert.match(text, /SmekkFull Bank.*Waiting for an answer/)
    assert.match(text, /Stian Haugen looked up a person\. Reason: She called and asks who has her income/)
    assert.doesNotMatch(page.body, new RegExp(nora))
    const [{ operation, operator, reason, traceId } = {} as never] = await acts()
    assert.deepEqual(
      [operation, operator.id, operator.door, reason],
      ['person.find', 'stian', 'console', 'She called and asks who has her income'],
    )
    assert.ok(traceId)
  })

  it('finds an organization by its number', async () => {
    const page = await find('810419512', 'They called')
    assert.equal(heading(page), 'SmekkFull Bank')
    assert.match(read(page), /Organization.*810 419 512/)
  })

  it('says so when nobody has the number, and keeps what was typed', async () => {
    const page = await find('00000000000', 'A letter came')
    assert.match(read(page), /Nobody with this number has been here/)
    assert.match(page.body, /value="00000000000"/)
    assert.match(page.body, />A letter came<\/textarea>/)
  })

  it('says what is wrong with a number or a reason, and looks nobody up', async () => {
    await browser.logInAs('support')
    for (const [number, reason, field] of [
      ['123', 'Because', 'number'],
      [nora, ' ', 'reason'],
      [nora, `About ${nora}`, 'reason'],
    ] as const) {
      const page = await ask(number, reason)
      assert.equal(page.status, 400)
      assert.match(page.body, new RegExp(`href="#${field}"`))
      assert.match(page.body, new RegExp(`id="${field}-error"`))
    }
    assert.deepEqual(await acts(), [])
  })

  it('asks why before it shows somebody who was not looked up, and then comes back to the page', async () => {
    const page = await browser.logInAs('support', `/console/grants/${world.grant.id}?lang=en`)
    assert.equal(heading(page), 'Why do you look at this?')
    assert.doesNotMatch(page.body, /Nora/)
    const refused = await browser.submit(page, { reason: '', act: 'look' })
    assert.equal(refused.status, 400)
    const shown = await browser.submit(refused, { reason: 'The bank complains', act: 'look' })
    assert.equal(heading(shown), 'Consent to SmekkFull Bank')
    assert.equal(heading(await browser.open(shown.url)), 'Consent to SmekkFull Bank')
    assert.deepEqual(
      (await acts()).map(({ operation, reason }) => [operation, reason]),
      [['grant.read', 'The bank complains']],
    )
  })

  it('shows a consent and its request with the text as it was read, and what happened', async () => {
    await find(nora, 'She called')
    const grant = await browser.open(`/console/grants/${world.grant.id}?lang=en`)
    const text = read(grant)
    assert.match(text, /In force.*Nora Naturlig.*SmekkFull Bank \(810 419 512\).*income\.read/)
    assert.match(text, /The text as it was shown/)
    assert.match(text, /The consent has not been used/)
    assert.match(text, /asked.*said yes \(Nora Naturlig\)/)
    const request = await browser.open(linkOn(grant, 'See the request'))
    assert.equal(heading(request), 'Request from SmekkFull Bank')
    assert.match(read(request), /Yes.*Vi trenger dette til månedsskiftet/)
    assert.equal(linkOn(request, 'See the consent'), new URL(grant.url).origin + new URL(grant.url).pathname)
  })

  it('withdraws a consent for a reason that the person reads', async () => {
    await find(nora, 'She called')
    const grant = await browser.open(`/console/grants/${world.grant.id}?lang=en`)
    const asking = await browser.open(linkOn(grant, 'Withdraw the consent'))
    const unsaid = await browser.submit(asking, { reason: '', act: 'do' })
    assert.equal(unsaid.status, 400)
    const done = await browser.submit(unsaid, { reason: 'You asked us to on the phone', act: 'do' })
    assert.equal(done.url, grant.url.split('?')[0])
    assert.match(read(done), /StatusWithdrawn/)
    assert.match(read(done), /Stian Haugen revoked a consent\. Reason: You asked us to on the phone/)
    assert.doesNotMatch(done.body, /\/revoke"/)
    const again = await browser.submit(asking, { reason: 'Once more', act: 'do' })
    assert.equal(again.status, 409)
  })

  it('logs a person out, and erases her, and says what stays and why', async () => {
    const { reader } = world
    await app.stores.sessions.start({ party: reader, level: 'high', authenticatedAt: app.clock.now() })
    const page = await find(nora, 'She called')
    assert.match(read(page), /Logged in /)
    const out = await browser.submit(await browser.open(linkOn(page, 'Log the person out')), {
      reason: 'Lost her phone',
      act: 'do',
    })
    assert.match(read(out), /Not logged in anywhere/)
    const erase = await browser.open(linkOn(out, 'Erase what can be read about the person'))
    const erased = await browser.submit(erase, { reason: 'Asked for by letter', act: 'do' })
    assert.equal(heading(erased), 'The person is erased')
    assert.match(read(erased), /1 consents: who asked must be able to show.*1 consents are still in force/)
  })

  it('gives evidence of a consent as a file, to auditors too, and says so of one that is not there', async () => {
    await browser.logInAs('auditor', '/console/evidence?lang=en')
    const fetched = async (id: string) =>
      browser.submit(await browser.open('/console/evidence'), { id, act: 'fetch' })
    const file = await fetched(world.grant.id)
    assert.equal(
      file.headers.get('content-disposition'),
      `attachment; filename="samtykke-evidence-${world.grant.id}.json"`,
    )
    assert.ok(JSON.parse(file.body))
    for (const id of ['nothing', '00000000-0000-7000-8000-00000000dead']) {
      const none = await fetched(id)
      assert.equal(none.status, 400)
      assert.match(read(none), /There is no consent with this id/)
    }
    assert.equal((await browser.open(`/console/grants/${world.grant.id}`)).status, 403)
  })

  it('says so of what is not there', async () => {
    await browser.logInAs('support')
    const nobody = '00000000-0000-7000-8000-00000000dead'
    for (const kind of ['grants', 'requests', 'parties'])
      assert.equal((await browser.open(`/console/${kind}/${nobody}`)).status, 404, kind)
    assert.equal((await browser.open('/console/grants/none')).status, 400)
  })

  it('finds consents of everybody by client or by days of one month, and tells of nobody by name', async () => {
    await browser.logInAs('support')
    const search = async (query: string) => read(await browser.open(`/console/consents?lang=en&${query}`))
    const found = await search('client=demo-web')
    assert.match(found, /SmekkFull Bank.*finance-overview\/1.*In force/)
    assert.doesNotMatch(found, /Nora/)
    assert.match(await search('client=demo-web&standing=grant.revoked'), /Nothing$/)
    assert.match(await search('client=demo-web&standing=request.pending'), /Waiting for an answer/)
    assert.match(await search('purpose=finance-overview'), /The search is too wide/)
    assert.match(await search('from=2026-01-01&to=2026-06-01'), /The search is too wide/)
  })
})
