import assert from 'node:assert/strict'
import { load } from 'cheerio'
import { calculatePKCECodeChallenge, randomPKCECodeVerifier } from 'openid-client'
import { sha256 } from '../../../adapters/crypto/sha256.ts'
import { shownDetails } from '../../../server/demo/world/detail-types.ts'
import { overview } from '../../../server/demo/world/purposes.ts'
import { languages } from '../../../server/domain/text/text.ts'
import { onEachDatabase } from '../../support/database.ts'
import { basic } from '../../support/oauth-client.ts'
import {
  answerOf,
  callback,
  heading,
  isQuestion,
  ola,
  read,
  type Visitor,
  visitor,
} from '../../support/portal-visitor.ts'
import { sharedApp } from '../../support/shared-app.ts'
import { decisionsOf } from '../../support/shown-texts.ts'

const manage = 'grant_management_query grant_management_revoke'

onEachDatabase('a consent that its client wants to change', database => {
  const app = sharedApp(database)
  let browser: Visitor
  beforeEach(async () => {
    browser = visitor(app.publicUrl)
    await browser.logIn(await browser.open('/consents'))
  })

  const verifier = randomPKCECodeVerifier()
  const ask = async (more: Record<string, string> = {}) =>
    browser.ask({
      scope: `openid offline_access income.read ${manage}`,
      prompt: 'consent',
      ui_locales: 'nb',
      code_challenge: await calculatePKCECodeChallenge(verifier),
      ...more,
    })

  const tokens = async (code = '') => {
    const { web } = (await app.demoJson()).clients.oauth!
    const answer = await fetch(`${app.publicUrl}/token`, {
      method: 'POST',
      headers: { authorization: basic(web!.client_id, web!.client_secret) },
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code,
        redirect_uri: callback,
        code_verifier: verifier,
      }),
    })
    return (await answer.json()) as { access_token: string; refresh_token: string; grant_id: string }
  }
  type Page = Awaited<ReturnType<typeof ask>>
  const agree = async (page: Page, ticked: Record<string, string> = {}) =>
    tokens(answerOf(await browser.submit(page, { decision: 'accept', ...ticked })).code)
  const give = async (more: Record<string, string> = {}) =>
    agree(await ask({ grant_management_action: 'create', ...more }))
  const askChange = (grant_management_action: string, grant_id: string, more: Record<string, string> = {}) =>
    ask({ scope: 'openid debt.read', grant_management_action, grant_id, ...more })
  const query = async (id: string, token: string, method = 'GET') =>
    fetch(`${app.publicUrl}/grants/${id}`, { method, headers: { authorization: `Bearer ${token}` } })

  const headings = (page: Page): readonly string[] =>
    load(page.body)('.question h2')
      .toArray()
      .map(one => load(one).text())

  const words = {
    nb: [
      'ber om å endre samtykket ditt',
      'Dette har du allerede sagt ja til',
      'Dette er nytt',
      'Dette slutter',
    ],
    nn: [
      'ber om å endre samtykket ditt',
      'Dette har du allereie sagt ja til',
      'Dette er nytt',
      'Dette sluttar',
    ],
    en: ['asks to change your consent', 'You have already said yes to this', 'This is new', 'This ends'],
  } as const

  for (const language of languages) {
    it(`G2: reads in ${language} what she has given and what is new, and so does the evidence`, async () => {
      const { grant_id } = await give()
      const page = await askChange('merge', grant_id, { ui_locales: language })
      const [title, kept, added, ended] = words[language]
      assert.ok(heading(page).includes(title))
      const sections = headings(page)
      assert.deepEqual(sections.slice(1, 3), [kept, added])
      assert.ok(!sections.includes(ended))
      const after = await agree(page)
      assert.equal(after.grant_id, grant_id)
      const decisions = await decisionsOf(app)
      const { shown } = decisions.find(one => one.shown.text.includes(added))!
      assert.equal(shown.hash, sha256(shown.text))
      for (const one of [kept, added]) assert.ok(shown.text.includes(`\n\n${one}\n`), one)
      const { scopes } = await (await query(grant_id, await ownToken())).json()
      assert.equal(scopes[0].scope, 'income.read debt.read')
    })

    it(`G3: reads in ${language} what ends`, async () => {
      const { grant_id } = await give()
      const page = await askChange('replace', grant_id, { ui_locales: language })
      const [, kept, added, ended] = words[language]
      assert.deepEqual(headings(page).slice(1, 4), [kept, added, ended])
      await agree(page)
      const decisions = await decisionsOf(app)
      assert.ok(decisions.some(({ shown }) => shown.text.includes(`\n\n${ended}\n`)))
    })
  }

  /** Of the client itself, to look after its grants with. */
  const ownToken = async (): Promise<string> => {
    const { web } = (await app.demoJson()).clients.oauth!
    const answer = await fetch(`${app.publicUrl}/token`, {
      method: 'POST',
      headers: { authorization: basic(web!.client_id, web!.client_secret) },
      body: new URLSearchParams({ grant_type: 'client_credentials', scope: manage }),
    })
    return ((await answer.json()) as { access_token: string }).access_token
  }

  it('G3: reads what it was for before, when it is for something else now', async () => {
    const { grant_id } = await give()
    const page = await browser.logIn(await askChange('replace', grant_id, { purpose: 'loan-application' }))
    assert.ok(read(page).includes(`er til noe annet: ${overview.name.nb}`), read(page))
    assert.match(read(page), /Samtykket du har nå, varer til \d+\. \p{L}+ \d{4}/u)
  })

  const { example, partial } = shownDetails
  const savings = { ...partial, identifier: 'Sparekonto 3502' }
  const items = (...details: readonly object[]) => ({
    scope: 'openid',
    authorization_details: JSON.stringify(details),
  })
  const sectionOf = (page: Page, title: string): string =>
    load(page.body)('.question section')
      .toArray()
      .map(one => load(one).text())
      .find(text => text.includes(title)) ?? ''
  const giveItems = async (...details: readonly object[]) =>
    agree(await ask({ grant_management_action: 'create', ...items(...details) }), { 'detail-0': 'yes' })
  const detailsOf = async (id: string) => (await app.stores.consents.findGrant(id as never))?.details

  it('G2: keeps the items she has given, and may leave out one that is new (R2)', async () => {
    const { grant_id } = await giveItems(partial)
    const page = await askChange('merge', grant_id, items(savings, example))
    const [, kept, added] = words.nb
    assert.match(sectionOf(page, kept), /Brukskonto 1201/)
    assert.match(sectionOf(page, added), /Sparekonto 3502.*Fjordkraft Eksempel AS/s)
    assert.equal(load(page.body)('form input[type=checkbox]').length, 1)
    await agree(page)
    assert.deepEqual(await detailsOf(grant_id), [partial, example])
  })

  it('G3: ends the items that are not asked for again, and those she leaves out (R2)', async () => {
    const { grant_id } = await giveItems(partial, example)
    const page = await askChange('replace', grant_id, items(partial, savings))
    const [, kept, added, ended] = words.nb
    assert.match(sectionOf(page, kept), /Brukskonto 1201/)
    assert.match(sectionOf(page, added), /Sparekonto 3502/)
    assert.match(sectionOf(page, ended), /Fjordkraft Eksempel AS/)
    await agree(page, { 'detail-1': 'yes' })
    assert.deepEqual(await detailsOf(grant_id), [savings])
  })

  it('G3: takes one of two items that are alike, and ends no other (R2)', async () => {
    const { grant_id } = await giveItems(partial)
    const page = await askChange('replace', grant_id, items(partial, partial, example))
    const boxes = load(page.body)('form input[type=checkbox]').toArray()
    assert.deepEqual(
      boxes.map(box => load(box)('input').attr('name')),
      ['detail-0', 'detail-1'],
    )
    await agree(page, { 'detail-1': 'yes' })
    assert.deepEqual(await detailsOf(grant_id), [partial, example])
  })

  it('G4: of somebody else is not asked about: the client hears invalid_grant_id', async () => {
    const { grant_id } = await give()
    const another = visitor(app.publicUrl)
    await another.logIn(await another.open('/consents'), ola)
    browser = another
    const answer = answerOf(await askChange('merge', grant_id))
    assert.equal(answer.error, 'invalid_grant_id')
    assert.ok(answer.state)
  })

  it('G5: is not merged into one that is for something else', async () => {
    const { grant_id } = await give()
    const other = { purpose: 'loan-application' }
    assert.equal(answerOf(await askChange('merge', grant_id, other)).error, 'invalid_request')
  })

  it('G2: is on record as changed, with the yes of whoever gave it', async () => {
    const { grant_id } = await give()
    await agree(await askChange('merge', grant_id))
    const told = app.audited.filter(one => String(one.what).startsWith('consent.'))
    const { what, grant_id: of, level } = told.at(-1)!
    assert.deepEqual([what, of], ['consent.changed', grant_id])
    assert.match(String(level), /^(substantial|high)$/)
  })

  it('G8: stays as it is after a no', async () => {
    const { grant_id, access_token } = await give()
    const before = await (await query(grant_id, access_token)).json()
    const page = await askChange('replace', grant_id)
    assert.match(read(page), /Samtykket du har nå, gjelder som før/)
    assert.equal(answerOf(await browser.submit(page, { decision: 'reject' })).error, 'access_denied')
    assert.deepEqual(await (await query(grant_id, access_token)).json(), before)
  })

  it('G10: withdrawn by her while the page is open is not changed any more, and is found no more', async () => {
    const { grant_id, access_token } = await give()
    const page = await askChange('merge', grant_id)
    await browser.submit(await browser.open(`/consents/${grant_id}/withdraw`), { decision: 'withdraw' })
    assert.equal(answerOf(await browser.submit(page, { decision: 'accept' })).error, 'invalid_grant_id')
    assert.equal((await query(grant_id, access_token)).status, 404)
    assert.equal((await app.stores.consents.findGrant(grant_id as never))?.state.name, 'revoked')
  })

  it('G2: changed on another page meanwhile is read again before she answers', async () => {
    const { grant_id } = await give()
    const page = await askChange('merge', grant_id)
    await agree(await askChange('replace', grant_id))
    const again = await browser.submit(page, { decision: 'accept' })
    assert.match(read(again), /Teksten er endret/)
    const link = load(again.body)('a')
      .filter((_, one) => load(one).text() === 'Les den nye teksten')
      .attr('href')
    const newly = await browser.open(link!)
    assert.ok(isQuestion(newly))
    assert.equal((await agree(newly)).grant_id, grant_id)
  })

  it('G2: tells of it in my consents and in the receipt', async () => {
    const { grant_id } = await give()
    await agree(await askChange('merge', grant_id))
    const detail = await browser.open(`/consents/${grant_id}?lang=nb`)
    assert.match(read(detail), /Du sa ja til å endre samtykket/)
    assert.equal(load((await browser.open('/consents')).body)('.grants a').length, 1)
    const answer = await fetch(`${app.publicUrl}/consents/${grant_id}/receipt.json`, {
      headers: { cookie: browser.cookies() },
    })
    assert.equal(answer.status, 200)
    const text = await answer.text()
    assert.match(text, /"event_state": ?"renewed"/)
    assert.match(text, /Dette er nytt/)
  })

  it('has less without a question where the purpose lets it, and more only with one', async () => {
    await app.stores.registry.putPurpose({ ...overview, narrowedUnasked: true })
    const { grant_id } = await give({ scope: `openid income.read debt.read ${manage}` })
    const less = { scope: `openid income.read ${manage}` }
    const silent = answerOf(await askChange('replace', grant_id, less))
    const { grant_id: same, access_token } = await tokens(silent.code)
    assert.equal(same, grant_id)
    const { scopes } = await (await query(grant_id, access_token)).json()
    assert.equal(scopes[0].scope, 'income.read')
    assert.ok(isQuestion(await askChange('replace', grant_id, { scope: 'openid income.read debt.read' })))
    assert.match(
      read(await browser.open(`/consents/${grant_id}?lang=nb`)),
      /gjorde samtykket mindre, uten å spørre/,
    )
  })

  it('G10: given back by its client is told as ended', async () => {
    const { grant_id, access_token } = await give()
    assert.equal((await query(grant_id, access_token, 'DELETE')).status, 204)
    assert.match(read(await browser.open(`/consents/${grant_id}?lang=nb`)), /Mottakeren avsluttet samtykket/)
  })

  it('G7: knows no other methods at a grant', async () => {
    const response = await query('00000000-0000-7000-8000-00000000ffff', 'x', 'PUT')
    assert.equal(response.status, 405)
    assert.deepEqual(response.headers.get('allow')?.split(', ').toSorted(), ['DELETE', 'GET', 'HEAD'])
  })
})
