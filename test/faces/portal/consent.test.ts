import assert from 'node:assert/strict'
import { load } from 'cheerio'
import { sha256 } from '../../../adapters/crypto/sha256.ts'
import { findForm } from '../../../server/demo/walk/html.ts'
import { overview } from '../../../server/demo/world/purposes.ts'
import { finances } from '../../../server/demo/world/resources.ts'
import { person } from '../../../server/domain/party.ts'
import type { ConsentRequest } from '../../../server/domain/requests/consent-request.ts'
import { osloDay, osloMidnight } from '../../../server/domain/text/oslo.ts'
import { acceptConsentRequest } from '../../../server/usecases/requests/accept-consent-request.ts'
import { withdrawConsentRequest } from '../../../server/usecases/requests/withdraw-consent-request.ts'
import { onEachDatabase, type TestDatabase } from '../../support/database.ts'
import { answerOf, heading, nora, ola, read, type Visitor, visitor } from '../../support/portal-visitor.ts'
import { sharedApp } from '../../support/shared-app.ts'
import { decisionsOf } from '../../support/shown-texts.ts'
import { undated } from '../../support/undated.ts'
import type { WholeApp } from '../../support/whole-app.ts'

const nameless = { ...overview, id: 'nameless', identityScopes: [] }

onEachDatabase('the consent page', database => {
  const app = sharedApp(database)
  let browser: Visitor
  beforeEach(() => {
    browser = visitor(app.publicUrl)
  })

  const question = async (more = {}) => {
    const page = await browser.ask(more)
    return page.body.includes('name="outcome"') ? browser.logIn(page) : page
  }
  const rows = async (table: string) =>
    (await database.connection().read<Record<string, unknown>>(`select * from ${table}`)) as Record<
      string,
      string
    >[]
  const standing = async () => {
    const giver = await app.stores.parties.findByIdentifier(person(nora))
    return app.stores.query.grants({ grantedFor: giver!.id, standing: 'any' }, { limit: 100 })
  }

  it('says who asks, for what, from where, for how long, and what a no and a change of mind mean', async () => {
    const page = await question({ consent_days: '30', ui_locales: 'nb' })
    const text = read(page)
    assert.match(text, /SmekkFull Bank, organisasjonsnummer 810 419 512/)
    assert.match(text, /Det gjelder deg, Nora Lindvik/)
    assert.match(text, /Inntekten din de siste tre årene/)
    assert.match(text, /Oversikt over økonomien din/)
    assert.match(text, /Til \d+\. \p{L}+ \d{4} \(30 dager\)/u)
    assert.match(text, /Sier du nei, får du ingen oversikt/)
    assert.match(text, /trekke samtykket tilbake/)
    assert.match(text, /Fødselsnummeret ditt blir sendt dit, og bare dit\. SmekkFull Bank får det ikke/)
    assert.doesNotMatch(page.body, new RegExp(nora))
  })

  it('tells how the information is handled, and keeps that with the answer', async () => {
    const page = await question({ ui_locales: 'nb' })
    const told = [
      'Slettes senest 30 dager etter at samtykket er over.',
      'Du kan be SmekkFull Bank om innsyn, retting og sletting.',
      'Du kan klage til Datatilsynet',
      'personvern@smekkfull-bank.example',
      'https://smekkfull-bank.example/personvern',
    ]
    for (const one of told) assert.ok(read(page).includes(one), one)
    await browser.submit(page, { decision: 'accept' })
    const { items } = await standing()
    const $ = load((await browser.open(`/consents/${items[0]!.id}?lang=nb`)).body)
    for (const one of told) {
      assert.ok($('.read').text().includes(one), one)
      assert.ok($('.folded').text().includes(one), one)
    }
  })

  for (const [language, heading_, yes] of [
    ['nb', 'ber om samtykket ditt', 'Jeg samtykker'],
    ['nn', 'ber om samtykket ditt', 'Eg samtykkjer'],
    ['en', 'asks for your consent', 'I consent'],
  ] as const) {
    it(`speaks ${language} when the client asks for it, and stores the answer in that language`, async () => {
      const page = await question({ ui_locales: language })
      assert.ok(heading(page).endsWith(heading_))
      assert.match(page.body, new RegExp(`<html lang="${language}"`))
      assert.ok(page.body.includes(yes))
      await browser.submit(page, { decision: 'accept' })
      assert.equal((await rows('decision'))[0]!.language, language)
    })
  }

  it('names the national identity number when the client asks for it', async () => {
    const text = read(await question({ scope: 'openid pid income.read', ui_locales: 'nb' }))
    assert.match(text, /Fra innloggingen din: Fødselsnummeret eller D-nummeret ditt/)
    assert.match(text, /Demoregisteret for privatøkonomi får også fødselsnummeret ditt/)
    assert.doesNotMatch(text, /får det ikke/)
  })

  it('says nothing of the national identity number when the one who holds the data does not get it', async () => {
    await app.stores.registry.putResource({ ...finances, revealsIdentity: false })
    assert.doesNotMatch(read(await question({ ui_locales: 'nb' })), /fødselsnummer/i)
  })

  it('says that only the listed facts are handed over when nothing is asked of any resource', async () => {
    const page = await question({ scope: 'openid profile pid', ui_locales: 'en' })
    assert.match(
      read(page),
      /Only this, from your login: Your name Your national identity number or D number What/,
    )
    assert.ok(answerOf(await browser.submit(page, { decision: 'accept' })).code)
    const [kept] = (await standing()).items
    assert.deepEqual(
      kept!.scopes.map(({ resourceType, permission }) => `${resourceType} ${permission}`),
      ['identity openid', 'identity profile', 'identity pid'],
    )
  })

  it('says what openid alone hands over', async () => {
    const text = read(await question({ scope: 'openid', ui_locales: 'nb' }))
    assert.match(text, /Bare dette, fra innloggingen din: At det er du som logger inn, og et kjennetegn/)
  })

  it('says "once" for a purpose that is for once', async () => {
    const page = await question({ purpose: 'loan-application', ui_locales: 'en' })
    assert.match(read(page), /Until \d+ \w+ \d{4} \(1 hour\)\. .* can be fetched once in that time/)
  })

  it('gives the client a code, and keeps the text as it was read with its hash, level and version', async () => {
    const page = await question({ state: 'the-state' })
    const back = answerOf(await browser.submit(page, { decision: 'accept' }))
    assert.equal(back.state, 'the-state')
    assert.equal(back.iss, app.publicUrl)
    assert.ok(back.code)

    const [decision] = await rows('decision')
    const { text = '', hash } = (await decisionsOf(app))[0]?.shown ?? {}
    assert.equal(hash, sha256(text))
    assert.equal(decision!.shown_hash, hash)
    assert.equal(sha256(undated(text)), 'f51206423283e6e424869dc87c196908361064a9081914f84dd0c48b058d010f')
    assert.equal(decision!.level, 'substantial')
    assert.equal(decision!.role, 'self')
    assert.match(decision!.template_version!, /^consent-request\/3 finance-overview\/1$/)
    const kept = text
      .replace(/[[\]-]|\s+/g, ' ')
      .replace(/\s+/g, ' ')
      .trim()
    assert.equal(
      kept.replaceAll(' ', ''),
      read(page)
        .replace(/[[\]-]/g, '')
        .replaceAll(' ', ''),
    )
  })

  it('takes no answer to the date of yesterday, and shows the new one first', async () => {
    const today = osloDay(app.clock.now())
    const midnight = osloMidnight({ ...today, day: today.day + 1 }).getTime()
    app.clock.hold(new Date(midnight - 60_000))
    const page = await question({ consent_days: '30', ui_locales: 'nb' })
    app.clock.hold(new Date(midnight + 60_000))
    const late = await browser.submit(page, { decision: 'accept' })
    assert.equal(late.status, 409)
    assert.equal((await rows('decision')).length, 0)
    const again = await browser.open(page.url)
    assert.notEqual(read(again), read(page))
    assert.equal(undated(read(again)), undated(read(page)))
    assert.ok(answerOf(await browser.submit(again, { decision: 'accept' })).code)
  })

  it('tells the client access_denied for a no, keeps the no, and grants nothing', async () => {
    const back = answerOf(await browser.submit(await question(), { decision: 'reject' }))
    assert.equal(back.error, 'access_denied')
    assert.equal((await rows('decision'))[0]!.outcome, 'rejected')
    assert.equal((await rows('authorization_grant')).length, 0)
  })

  it('asks once, however often the page is loaded', async () => {
    const page = await question()
    for (let times = 0; times < 3; times++) await browser.open(page.url)
    assert.equal((await rows('consent_request')).length, 1)
  })

  it('has one form, with no more than it needs', async () => {
    const $ = load((await question()).body)
    assert.equal($('form').length, 1)
    assert.deepEqual(
      $('form input, form button')
        .toArray()
        .map(field => $(field).attr('name')),
      ['csrf', 'shown', 'decision', 'decision'],
    )
  })

  it('lets the form lead wherever the client sends its people, and runs and embeds nothing', async () => {
    const policy = String((await question()).headers.get('content-security-policy'))
    assert.doesNotMatch(policy, /form-action/)
    for (const guard of ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"]) {
      assert.ok(policy.includes(guard), policy)
    }
  })

  it('S35: an accept sent twice gives one grant, and the second shows the receipt', async () => {
    const page = await question({ ui_locales: 'en' })
    assert.ok(answerOf(await browser.submit(page, { decision: 'accept' })).code)
    const again = await browser.submit(page, { decision: 'accept' })
    assert.equal(heading(again), 'You have consented')
    assert.equal(heading(await browser.open(page.url)), 'You have consented')
    assert.equal((await rows('authorization_grant')).length, 1)
  })

  it('S35: an accept sent 20 times at once gives one grant, and every answer leads on', async () => {
    const page = await question()
    const form = findForm(page.body, page.url, { name: 'decision' })
    const cookie = browser.cookies()
    const post = () =>
      fetch(form.action, {
        method: 'POST',
        redirect: 'manual',
        headers: { cookie },
        body: new URLSearchParams({ ...form.fields, decision: 'accept' }),
      })
    const answers = await Promise.all(Array.from({ length: 20 }, post))
    assert.deepEqual([...new Set(answers.map(answer => answer.status))], [303])
    assert.equal((await rows('authorization_grant')).length, 1)
    assert.equal((await rows('decision')).length, 1)
  })

  it('goes on where it was when the server died between the yes and the way back', async () => {
    const page = await question()
    const grantId = await acceptBehindThePage(app, database)
    const back = answerOf(await browser.open(page.url))
    assert.ok(back.code)
    assert.deepEqual(
      (await standing()).items.map(({ id }) => id),
      [grantId],
    )
  })

  it('keeps the first answer when another comes after it, and tells the client that one', async () => {
    const page = await question({ ui_locales: 'en' })
    await acceptBehindThePage(app, database)
    const late = await browser.submit(page, { decision: 'reject' })
    assert.equal(late.status, 409)
    assert.equal(heading(late), 'You have already answered')
    assert.ok(answerOf(await browser.submit(late, { decision: 'leave' })).code)
  })

  describe('S36: an accept that comes too late stores nothing', () => {
    const nothingStored = async () => {
      assert.equal((await rows('decision')).length, 0)
      assert.equal((await rows('authorization_grant')).length, 0)
    }

    it('after the asker took the question back', async () => {
      const page = await question({ ui_locales: 'en' })
      const [{ id, requested_by: by }] = (await rows('consent_request')) as [Record<string, never>]
      await withdrawConsentRequest(app.stores)({ id: id!, by: by! })
      const late = await browser.submit(page, { decision: 'accept' })
      assert.equal(late.status, 409)
      assert.equal(heading(late), 'The request is no longer valid')
      await nothingStored()
      assert.equal(answerOf(await browser.submit(late, { decision: 'leave' })).error, 'access_denied')
    })

    it('after the text changed', async () => {
      const page = await question({ ui_locales: 'en' })
      const scopes = finances.scopes.map(scope => ({
        ...scope,
        text: { nb: 'Alt', nn: 'Alt', en: 'Everything' },
      }))
      await app.stores.registry.putResource({ ...finances, scopes })
      const late = await browser.submit(page, { decision: 'accept' })
      assert.equal(late.status, 409)
      assert.equal(heading(late), 'The text has changed')
      await nothingStored()
      const again = await browser.open(page.url)
      assert.match(read(again), /Everything/)
      assert.ok(answerOf(await browser.submit(again, { decision: 'accept' })).code)
    })

    it('after the time for answering', async () => {
      const page = await question({ ui_locales: 'en' })
      app.clock.move(31 * 60 * 1000)
      assert.ok([401, 404].includes((await browser.submit(page, { decision: 'accept' })).status))
      await nothingStored()
    })
  })

  describe('takes an answer only from its own page', () => {
    const forged = async (fields: Record<string, string>, headers = {}) => {
      const page = await question()
      const form = findForm(page.body, page.url, { name: 'decision' })
      const body = new URLSearchParams({ ...form.fields, decision: 'accept', ...fields })
      const cookie = browser.cookies()
      const answer = await fetch(form.action, {
        method: 'POST',
        redirect: 'manual',
        headers: { cookie, ...headers },
        body,
      })
      assert.equal((await rows('decision')).length, 0)
      return answer.status
    }

    it('S32: not without the token, with another session’s, or from another site', async () => {
      assert.equal(await forged({ csrf: '' }), 403)
      const other = visitor(app.publicUrl)
      const theirs = await other.logIn(await other.ask(), ola)
      const { csrf } = findForm(theirs.body, theirs.url, { name: 'decision' }).fields
      assert.equal(await forged({ csrf: csrf! }), 403)
      assert.equal(await forged({}, { 'sec-fetch-site': 'cross-site' }), 403)
      assert.equal(await forged({}, { origin: 'https://evil.example' }), 403)
    })

    it('S37: not with more in it than the page put there', async () => {
      for (const field of [{ scope: 'everything' }, { consent_days: '365' }, { decision: 'maybe' }]) {
        assert.equal(await forged(field as unknown as Record<string, string>), 400)
      }
      assert.equal(await forged({ shown: 'another text' }), 409)
    })
  })

  describe('S38: another person', () => {
    it('with a login of her own sees and answers nothing of it', async () => {
      const page = await question()
      const other = visitor(app.publicUrl)
      await other.logIn(await other.open('/consents'), ola)
      const seen = await other.open(page.url)
      assert.equal(seen.status, 404)
      assert.doesNotMatch(seen.body, /SmekkFull|Nora/)
    })

    it('in the same browser is told so, sees nothing of it, and can only go back', async () => {
      const page = await question({ ui_locales: 'en' })
      await browser.logIn(await browser.ask({ prompt: 'login' }), ola)
      const seen = await browser.open(page.url)
      assert.equal(seen.status, 403)
      assert.equal(heading(seen), 'You are logged in as somebody else')
      assert.doesNotMatch(seen.body, /Nora|ncome/)
      assert.equal((await browser.submit(page, { decision: 'accept' })).status, 403)
      assert.equal((await rows('decision')).length, 0)
      assert.equal(answerOf(await browser.submit(seen, { decision: 'leave' })).error, 'access_denied')
    })
  })

  it('sends no code to an address that was taken from the client while the person read', async () => {
    const page = await question()
    const client = (await app.stores.clients.find('demo-web'))!
    await app.stores.clients.save({ ...client, redirectUris: ['https://elsewhere.example/cb'] })
    const answer = await browser.submit(page, { decision: 'accept' })
    assert.equal(answer.status, 400)
    assert.ok(answer.url.startsWith(app.publicUrl))
  })

  it('S33: shows an asker’s name as text, stripped of what turns it round', async () => {
    const client = (await app.stores.clients.find('demo-web'))!
    const ownerName = '<img src=x onerror=alert(1)>\u202Eknab'
    await app.stores.clients.save({ ...client, ownerName })
    const $ = load((await question()).body)
    assert.equal($('main img').length, 0)
    assert.match($('h1').text(), /^<img src=x onerror=alert\(1\)>knab ber om/)
  })

  it('sends a person who was logged out meanwhile to the login, by a link, and keeps nothing', async () => {
    const page = await question({ ui_locales: 'en' })
    await database.connection().write(`delete from browser_state where kind = 'login_session'`)
    const answer = await browser.submit(page, { decision: 'accept' })
    assert.equal(answer.status, 401)
    assert.equal(heading(answer), 'Log in again')
    assert.equal((await rows('decision')).length, 0)
  })

  describe('is never shown for a question that may not be put', () => {
    for (const [what, parameters, error] of [
      ['an unknown purpose', { purpose: 'curiosity' }, 'invalid_request'],
      ['a purpose of another client', { purpose: 'energy-advice' }, 'invalid_request'],
      ['longer than the purpose lasts', { consent_days: '366' }, 'invalid_request'],
      ['no whole number of days', { consent_days: '1.5' }, 'invalid_request'],
      ['less than a day', { consent_days: '0' }, 'invalid_request'],
      ['__proto__ as its purpose (S42)', { purpose: '__proto__' }, 'invalid_request'],
      [
        'nothing of a resource that it names',
        { scope: 'openid profile', resource: finances.audience },
        'invalid_scope',
      ],
      ['nothing at all', { scope: 'offline_access' }, 'invalid_scope'],
      [
        'the name under a purpose that does not allow it',
        { scope: 'openid profile', purpose: nameless.id },
        'invalid_scope',
      ],
    ] as const) {
      it(`such as ${what}`, async () => {
        const web = (await app.stores.clients.find('demo-web'))!
        await app.stores.registry.putPurpose(nameless)
        await app.stores.clients.save({ ...web, purposes: [...web.purposes, nameless.id] })
        assert.equal(answerOf(await browser.ask(parameters)).error, error)
        assert.equal((await rows('consent_request')).length, 0)
      })
    }
  })
})

async function acceptBehindThePage(app: WholeApp, database: TestDatabase): Promise<string> {
  const [row] = await database
    .connection()
    .read<{ id: ConsentRequest['id'] }>('select id from consent_request')
  const request = (await app.stores.consents.findRequest(row!.id))!
  const shown = { text: 'x', hash: 'x', templateVersion: 'x' }
  const decision = { by: request.requestedTo, role: 'self', level: 'high', language: 'nb', shown } as const
  return (await acceptConsentRequest(app.stores)({ id: request.id, decision })).grant.id
}
