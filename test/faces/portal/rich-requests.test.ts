import assert from 'node:assert/strict'
import { load } from 'cheerio'
import { sha256 } from '../../../adapters/crypto/sha256.ts'
import { shownDetails } from '../../../server/demo/world/detail-types.ts'
import { languages } from '../../../server/domain/text/text.ts'
import { onEachDatabase } from '../../support/database.ts'
import { alert, answerOf, read, type Visitor, visitor } from '../../support/portal-visitor.ts'
import { sharedApp } from '../../support/shared-app.ts'
import { decisionsOf } from '../../support/shown-texts.ts'

const { example, partial, otherType } = shownDetails
const other = { ...partial, identifier: 'Sparekonto 3502' }

onEachDatabase('the consent page for a rich authorization request', database => {
  const app = sharedApp(database)
  let browser: Visitor
  beforeEach(() => {
    browser = visitor(app.publicUrl)
  })

  const question = async (details: unknown, more: Record<string, string | undefined> = {}) => {
    const authorization_details = JSON.stringify(details)
    const page = await browser.ask({ authorization_details, ui_locales: 'nb', ...more })
    return page.body.includes('name="outcome"') ? browser.logIn(page) : page
  }

  const lastGrant = async () => {
    const list = await browser.open('/consents?lang=nb')
    const path = load(list.body)('.grants a').first().attr('href')!
    const id = path.split('/').at(-1)!
    return { path, grant: (await app.stores.consents.findGrant(id as never))! }
  }

  const said: Readonly<Record<(typeof languages)[number], RegExp>> = {
    nb: /En betaling.*Mottaker: Fjordkraft Eksempel AS.*Beløp: 1249\.50.*Valuta: norske kroner.*Forfall: 2030-01-15/,
    nn: /Ei betaling.*Mottakar: Fjordkraft Eksempel AS.*Beløp: 1249\.50.*Valuta: norske kroner.*Forfall: 2030-01-15/,
    en: /A payment.*To: Fjordkraft Eksempel AS.*Amount: 1249\.50.*Currency: Norwegian kroner.*Due: 2030-01-15/,
  }

  for (const language of languages) {
    it(`R7: reads each item out, its values as they stand: ${language}`, async () => {
      const page = await question([example, partial], { ui_locales: language })
      assert.match(read(page), said[language])
      assert.match(read(page), /Brukskonto 1201/)
    })
  }

  it('R5: asks for scopes and items in one question', async () => {
    const text = read(await question([example]))
    assert.match(text, /Inntekten din de siste tre årene/)
    assert.match(text, /Fjordkraft Eksempel AS/)
  })

  it('R1: takes them all with one yes, and tells of them in my consents, in the receipt and as plain text', async () => {
    const page = await question([example], { scope: 'openid' })
    assert.ok(answerOf(await browser.submit(page, { decision: 'accept' })).code)
    const { path, grant } = await lastGrant()
    assert.deepEqual(grant.details, [example])
    for (const address of [path, `${path}/receipt`, `${path}?format=text`]) {
      const { body } = await browser.open(address)
      assert.match(body, /Fjordkraft Eksempel AS/, address)
    }
    assert.match(read(await browser.open('/consents')), /Hos Demoregisteret for privatøkonomi: En betaling/)
  })

  it('R2: has a box for each item that may be left out, ticked at first, and takes what is ticked', async () => {
    const page = await question([example, partial, other])
    const boxes = load(page.body)('form input[type=checkbox]')
    assert.deepEqual(
      boxes.toArray().map(({ attribs }) => [attribs.name, attribs.value, 'checked' in attribs]),
      [
        ['detail-1', 'yes', true],
        ['detail-2', 'yes', true],
      ],
    )
    await browser.submit(page, { 'detail-2': 'yes', decision: 'accept' })
    const { grant, path } = await lastGrant()
    assert.deepEqual(grant.details, [example, other])
    const told = read(await browser.open(path))
    assert.match(told, /Sparekonto 3502/)
    const shared = load((await browser.open(`${path}/receipt`)).body)('main').text()
    assert.match(shared, /Sparekonto 3502/)
    assert.equal(await app.stores.evidence.misfitOf(grant.id), undefined)
  })

  it('R2: keeps with the answer the text that was read, with the boxes as they were when it was given', async () => {
    const page = await question([partial, other])
    await browser.submit(page, { 'detail-0': 'yes', decision: 'accept' })
    const [decision] = await decisionsOf(app)
    const { text, hash } = decision!.shown
    assert.equal(sha256(text), hash)
    assert.match(
      text,
      /- \[x\] Innsyn i en konto\n {2}Hos: Demoregisteret for privatøkonomi\n {2}Konto: Brukskonto 1201\n/,
    )
    assert.match(text, /- \[ \] Innsyn i en konto\n {2}Hos: .*\n {2}Konto: Sparekonto 3502\n/)
  })

  it('R2: says so when a yes would give nothing, and asks again', async () => {
    const page = await question([partial], { scope: 'openid' })
    const again = await browser.submit(page, { decision: 'accept' })
    assert.match(alert(again), /Kryss av for minst én ting/)
    const { code } = answerOf(await browser.submit(again, { 'detail-0': 'yes', decision: 'accept' }))
    assert.ok(code)
  })

  it('R2: gives scopes alone when every item is left out', async () => {
    await browser.submit(await question([partial]), { decision: 'accept' })
    const { grant } = await lastGrant()
    assert.deepEqual(grant.details, [])
    assert.ok(grant.scopes.some(({ permission }) => permission === 'income.read'))
  })

  it('takes no box that nobody was shown', async () => {
    const page = await question([example])
    const refused = await browser.submit(page, { 'detail-99': 'yes', decision: 'accept' })
    assert.ok(refused.body.includes('400') || !answerOf(refused).code)
  })

  it('shows markup, line breaks and marks that turn writing as harmless text of one line', async () => {
    const payee = '<script>alert(1)</script>\n- [x] Alt\u202E til\u0000'.replace('\u0000', '')
    const page = await question([{ ...example, payee }])
    const item = load(page.body)('.things li li bdi')
      .toArray()
      .map(one => load(one).text())
    assert.ok(item.includes('<script>alert(1)</script> - [x] Alt til'), JSON.stringify(item))
    assert.equal(load(page.body)('script').length, 0)
    const long = await question([{ ...example, payee: 'x'.repeat(140) }])
    assert.ok(long.body.includes('x'.repeat(140)))
  })

  it('R3: sends a client away that asks for a type which is for others', async () => {
    const answer = answerOf(await question([otherType]))
    assert.equal(answer.error, 'invalid_authorization_details')
  })

  it('R7: reads Altinn’s own type at the house, for clients that may ask for it', async () => {
    const page = await question([otherType], { client_id: 'demo-any-method' })
    assert.match(
      read(page),
      /Opplysninger fra det offentlige.*Inntekten din fra skattemeldingen.*Inntektsår: 2028/,
    )
  })

  it('is found again in what was declined', async () => {
    await browser.submit(await question([example]), { decision: 'reject' })
    const list = await browser.open('/consents?standing=declined&lang=nb')
    const path = load(list.body)('.grants a, main a[href*="/declined/"]').first().attr('href')
    assert.ok(path)
    assert.match((await browser.open(path)).body, /Fjordkraft Eksempel AS/)
  })
})
