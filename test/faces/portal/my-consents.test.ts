import assert from 'node:assert/strict'
import { load } from 'cheerio'
import { overview } from '../../../server/demo/world/purposes.ts'
import { finances } from '../../../server/demo/world/resources.ts'
import type { GrantId } from '../../../server/domain/ids.ts'
import { type Party, person } from '../../../server/domain/party.ts'
import { useGrant } from '../../../server/usecases/grants/use-grant.ts'
import { acceptConsentRequest } from '../../../server/usecases/requests/accept-consent-request.ts'
import { requestConsent } from '../../../server/usecases/requests/request-consent.ts'
import { onEachDatabase } from '../../support/database.ts'
import { heading, nora, ola, read, type Visitor, visitor } from '../../support/portal-visitor.ts'
import { sharedApp } from '../../support/shared-app.ts'
import { askFor, decided } from '../../support/test-core.ts'

const income = { permission: 'income.read', resourceType: 'api', resourceId: finances.audience }

onEachDatabase('my consents', database => {
  const app = sharedApp(database)
  let browser: Visitor
  beforeEach(async () => {
    browser = visitor(app.publicUrl)
    await browser.logIn(await browser.open('/consents?lang=en'))
  })

  /** Gives a consent and tells its address. */
  const consent = async (more = {}) => {
    await browser.submit(await browser.ask(more), { decision: 'accept' })
    const list = load((await browser.open('/consents')).body)
    return list('.grants a').first().attr('href')!
  }
  /** Another way to a consent, which leads past the pages. */
  const given = async (giver: Party) => {
    const asked = { purposeId: overview.id, scopes: [income] }
    const { request } = await requestConsent(app.stores)(askFor(giver, app.clock.now(), asked))
    await acceptConsentRequest(app.stores)({ id: request.id, decision: decided(giver) })
  }
  const withdraw = async (path: string) =>
    browser.submit(await browser.open(`${path}/withdraw`), { decision: 'withdraw' })
  const listed = ({ body }: { body: string }) => load(body)('.grants > li').length

  it('shows what stands apart from what has ended', async () => {
    const first = await consent()
    await consent()
    assert.equal(listed(await browser.open('/consents')), 2)
    await withdraw(first)
    assert.equal(listed(await browser.open('/consents')), 1)
    const ended = await browser.open('/consents?standing=ended')
    assert.equal(listed(ended), 1)
    assert.match(read(ended), /Withdrawn/)
  })

  it('says so when there is nothing to show', async () => {
    assert.match(read(await browser.open('/consents')), /You have no consents in force/)
    assert.match(read(await browser.open('/consents?standing=ended')), /no consents that have ended/)
  })

  it('shows 25 at a time, each once', async () => {
    const giver = (await app.stores.parties.findByIdentifier(person(nora)))!
    for (let times = 0; times < 27; times++) await given(giver)
    const first = await browser.open('/consents')
    assert.equal(listed(first), 25)
    const more = load(first.body)('main a.ds-button').attr('href')!
    const second = await browser.open(more)
    assert.equal(listed(second), 2)
    const addresses = [first, second].flatMap(({ body }) =>
      load(body)('.grants a')
        .toArray()
        .map(link => load(body)(link).attr('href') ?? link.attribs.href),
    )
    assert.equal(new Set(addresses).size, 27)
  })

  it('S56: refuses a place in the list that somebody made up', async () => {
    for (const query of ['after=forged', 'after=', 'standing=everything', `after=${'x'.repeat(2000)}`]) {
      assert.equal((await browser.open(`/consents?${query}`)).status, 400, query)
    }
  })

  it('shows one consent with who, what, why, until when, and the text as it was read', async () => {
    const detail = await browser.open(await consent({ ui_locales: 'nn' }))
    const $ = load(detail.body)
    const text = read(detail)
    assert.match(text, /SmekkFull Bank/)
    assert.match(text, /810 419 512/)
    assert.match(text, /Your name/)
    assert.equal($('.read').attr('lang'), 'nn')
    assert.match($('.read').text(), /Eg samtykkjer/)
  })

  it('tells consents to the same asker apart by what is shared, from where, and when it was used last', async () => {
    const first = await consent({ scope: 'openid income.read' })
    await consent({ scope: 'openid profile debt.read tax.read' })
    const id = first.split('/').at(-1) as GrantId
    const use = { id, clientId: 'demo-web', what: 'Income', traceId: undefined }
    await useGrant(app.stores)({ ...use, fetch: async () => undefined })
    for (const [language, shared, used, unused, login] of [
      [
        'nb',
        'Inntekten din de siste tre årene',
        /Sist brukt \d+\. \S+ \d{4}/,
        /Ikke brukt/,
        'Fra innloggingen din: Navnet ditt',
      ],
      [
        'nn',
        'Inntekta di dei siste tre åra',
        /Sist brukt \d+\. \S+ \d{4}/,
        /Ikkje brukt/,
        'Frå innlogginga di: Namnet ditt',
      ],
      [
        'en',
        'Your income for the last three years',
        /Last used \d+ \S+ \d{4}/,
        /Not used/,
        'From your login: Your name',
      ],
    ] as const) {
      const cards = load((await browser.open(`/consents?lang=${language}`)).body)('.grants > li')
      const [newer = '', older = ''] = cards.toArray().map(card => load(card).text().replace(/\s+/g, ' '))
      assert.match(older, new RegExp(`: ${shared}`))
      assert.match(older, used)
      assert.ok(!older.includes(login))
      assert.match(newer, unused)
      assert.ok(newer.includes(login))
    }
  })

  it('shows each use in the words of the one who fetched', async () => {
    const path = await consent()
    const id = path.split('/').at(-1) as GrantId
    const use = { id, clientId: 'demo-web', what: '<b>Income</b> 2025\u202E', traceId: undefined }
    await useGrant(app.stores)({ ...use, fetch: async () => undefined })
    const detail = await browser.open(path)
    assert.equal(load(detail.body)('td b').length, 0)
    assert.match(read(detail), /<b>Income<\/b> 2025/)
  })

  it('shows each use in the reader’s language, and says in which one it is told where there are no words for it', async () => {
    const path = await consent()
    const id = path.split('/').at(-1) as GrantId
    const uses = [
      { what: 'Hentet inntekt', language: 'nb', codes: ['income.read'] },
      { what: 'Gjeldsopplysninger ble hentet', language: 'nb', codes: ['debt-fetched'] },
      { what: 'Slo opp noe', language: 'nb', codes: ['of-another-version'] },
      { what: 'Looked something up', language: 'en' },
      { what: 'Etwas', language: undefined },
    ] as const
    for (const use of uses) {
      app.clock.move(1000)
      const of = { id, clientId: 'demo-web', traceId: undefined }
      await useGrant(app.stores)({ ...of, ...use, fetch: async () => undefined })
    }
    const shown = async (language: string) => {
      const $ = load((await browser.open(`${path}?lang=${language}`)).body)
      return $('table[aria-labelledby=uses] td:last-child')
        .toArray()
        .map(cell => [$(cell).text(), $(cell).attr('lang')])
    }
    const told = [
      ['Slo opp noe', 'nb'],
      ['Looked something up', 'en'],
      ['Etwas', undefined],
    ] as const
    const untagged = (language: string) =>
      told.map(([text, tag]) => [text, tag === language ? undefined : tag])
    assert.deepEqual(await shown('nn'), [
      ['Inntekta di dei siste tre åra', undefined],
      ['Gjeldsopplysningar vart henta', undefined],
      ...untagged('nn'),
    ])
    assert.deepEqual(await shown('en'), [
      ['Your income for the last three years', undefined],
      ['Information about debt was fetched', undefined],
      ...untagged('en'),
    ])
    assert.deepEqual(await shown('nb'), [
      ['Inntekten din de siste tre årene', undefined],
      ['Gjeldsopplysninger ble hentet', undefined],
      ...untagged('nb'),
    ])
  })

  it('is withdrawn in as many steps as it is given, at once, and shows it', async () => {
    const path = await consent()
    const detail = await browser.open(path)
    assert.ok(load(detail.body)(`a[href="${path}/withdraw"]`).length === 1)
    const after = await withdraw(path)
    assert.equal(new URL(after.url).pathname, path)
    assert.match(read(after), /Withdrawn/)
    assert.match(read(after), /You withdrew the consent/)
    for (const [language, words] of [
      ['nb', /kan ikke bruke det lenger.*blir avvist med en gang.*allerede har hentet, blir ikke slettet/],
      ['nn', /kan ikkje bruke det lenger.*blir avviste med ein gong.*alt har henta, blir ikkje sletta/],
      ['en', /can no longer use it.*are refused at once.*has already fetched is not deleted/],
    ] as const) {
      const told = load((await browser.open(`${path}?lang=${language}`)).body)('[role=status]').text()
      assert.match(told.replace(/\s+/g, ' '), words)
    }
    await browser.open('/consents?lang=en')
    assert.equal(load(after.body)(`a[href="${path}/withdraw"]`).length, 0)
  })

  it('is withdrawn once, however often the button is pressed', async () => {
    const path = await consent()
    const page = await browser.open(`${path}/withdraw`)
    const presses = [1, 2, 3].map(() => browser.submit(page, { decision: 'withdraw' }))
    for (const { status } of await Promise.all(presses)) assert.equal(status, 200)
    const revoked = await database.connection().read(`select 1 from event where type = 'revoked'`)
    assert.equal(revoked.length, 1)
    assert.equal(new URL((await browser.open(`${path}/withdraw`)).url).pathname, path)
  })

  it('S32: is not withdrawn by a form without the session’s token or with more in it', async () => {
    const path = await consent()
    const post = (form: Record<string, string>) =>
      fetch(`${app.publicUrl}${path}/withdraw`, {
        method: 'POST',
        headers: { cookie: browser.cookies() },
        body: new URLSearchParams(form),
      })
    assert.equal((await post({ decision: 'withdraw' })).status, 403)
    assert.equal((await post({ decision: 'withdraw', csrf: 'x', id: 'other' })).status, 400)
    assert.equal(listed(await browser.open('/consents')), 1)
  })

  it('S49: is nobody else’s to see or withdraw', async () => {
    const path = await consent()
    const other = visitor(app.publicUrl)
    await other.logIn(await other.open('/consents'), ola)
    for (const address of [path, `${path}/withdraw`, '/consents/1', "/consents/'%20or%201=1"]) {
      const seen = await other.open(address)
      assert.equal(seen.status, 404, address)
      assert.doesNotMatch(seen.body, /SmekkFull/)
    }
    const csrf = load((await other.open('/session/end')).body)('[name=csrf]').attr('value')!
    const forced = await fetch(`${app.publicUrl}${path}/withdraw`, {
      method: 'POST',
      headers: { cookie: other.cookies() },
      body: new URLSearchParams({ decision: 'withdraw', csrf }),
    })
    assert.equal(forced.status, 404)
    assert.equal(listed(await browser.open('/consents')), 1)
    assert.ok(await app.stores.parties.findByIdentifier(person(ola)))
  })

  it('is expired when its time is over', async () => {
    const path = await consent({ consent_days: '1' })
    app.clock.move(24 * 3600 * 1000)
    await browser.logIn(await browser.open('/consents'))
    assert.match(read(await browser.open(path)), /Expired/)
  })

  it('has a heading for each page', async () => {
    const path = await consent()
    assert.equal(heading(await browser.open('/consents')), 'My consents')
    assert.equal(heading(await browser.open(path)), 'Consent to SmekkFull Bank')
    assert.equal(heading(await browser.open(`${path}/withdraw`)), 'Do you want to withdraw the consent?')
  })
})
