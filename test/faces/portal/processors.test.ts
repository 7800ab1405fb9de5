import assert from 'node:assert/strict'
import { load } from 'cheerio'
import type { GrantId } from '../../../server/domain/ids.ts'
import { useGrant } from '../../../server/usecases/grants/use-grant.ts'
import { onEachDatabase } from '../../support/database.ts'
import { read, type Visitor, visitor } from '../../support/portal-visitor.ts'
import { sharedApp } from '../../support/shared-app.ts'

const who = '[Kk]olsaas og Flaam, org[a-z]+ 810 418 192'

const told = {
  nb: {
    before: new RegExp(
      `${who.replace('org[a-z]+', 'organisasjonsnummer')} kan også få tilgang, for å gjøre arbeid for SmekkFull Bank`,
    ),
    use: 'Kolsaas og Flaam brukte det på vegne av SmekkFull Bank',
    got: 'Fikk egen tilgang',
  },
  nn: {
    before: new RegExp(
      `${who.replace('org[a-z]+', 'organisasjonsnummer')} kan òg få tilgang, for å gjere arbeid for SmekkFull Bank`,
    ),
    use: 'Kolsaas og Flaam brukte det på vegner av SmekkFull Bank',
    got: 'Fekk eigen tilgang',
  },
  en: {
    before: new RegExp(
      `${who.replace('org[a-z]+', 'organisation number')} may also get access, to do work for SmekkFull Bank`,
    ),
    use: 'Kolsaas og Flaam used it on behalf of SmekkFull Bank',
    got: 'Got access of their own',
  },
} as const

onEachDatabase('a person whose bank has others do its work', database => {
  const app = sharedApp(database)
  let browser: Visitor
  beforeEach(async () => {
    browser = visitor(app.publicUrl)
    await browser.logIn(await browser.open('/consents'))
  })

  const languages = Object.entries(told) as [keyof typeof told, (typeof told)['nb']][]

  it('T8: reads before her yes who may act for the bank, and the text of it is kept', async () => {
    for (const [language, { before }] of languages) {
      const page = await browser.ask({ ui_locales: language })
      assert.match(read(page), before)
      await browser.submit(page, { decision: 'accept' })
      const list = load((await browser.open(`/consents?lang=${language}`)).body)
      const detail = await browser.open(list('.grants a').first().attr('href')!)
      assert.match(load(detail.body)('.read').text(), before)
    }
  })

  it('T8: reads nothing of others where none may, of the client or of the purpose', async () => {
    assert.doesNotMatch(read(await browser.ask({ client_id: 'demo-any-method' })), /Kolsaas/)
    const overview = (await app.stores.registry.findPurpose('finance-overview'))!
    await app.stores.registry.putPurpose({ ...overview, tokenExchange: 'never' })
    assert.doesNotMatch(read(await browser.ask()), /Kolsaas/)
  })

  it('T8: sees each use on behalf, who for whom, in her language', async () => {
    await browser.submit(await browser.ask(), { decision: 'accept' })
    const path = load((await browser.open('/consents')).body)('.grants a')
      .first()
      .attr('href')!
    const id = path.split('/').at(-1) as GrantId
    const use = { id, clientId: 'demo-processor', actors: ['demo-processor'], traceId: undefined }
    const got = { what: 'RFC 8693', codes: ['passed-on'] }
    await useGrant(app.stores)({ ...use, ...got, fetch: async () => undefined })
    for (const [language, { use: line, got: what }] of languages) {
      const $ = load((await browser.open(`${path}?lang=${language}`)).body)
      const cell = $('table[aria-labelledby=uses] td:last-child')
      assert.deepEqual([cell.text(), cell.find('span').text()], [what + line, line])
      const plain = await browser.open(`${path}?lang=${language}&as=text`)
      assert.ok(plain.body.includes(`: ${what} (${line})`))
    }
  })
})
