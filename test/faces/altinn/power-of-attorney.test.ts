import assert from 'node:assert/strict'
import { load } from 'cheerio'
import type { Visit } from '../../../server/demo/walk/cookie-jar.ts'
import { type Language, languages } from '../../../server/domain/text/text.ts'
import { type AltinnWorld, altinnWorld, right } from '../../support/altinn-world.ts'
import { onEachDatabase } from '../../support/database.ts'
import { askPdfTool } from '../../support/pdf-tools.ts'
import { heading, read, visitor } from '../../support/portal-visitor.ts'
import { sharedApp } from '../../support/shared-app.ts'

/** What a page about sharing data would say. */
const ofSharing: Readonly<Record<Language, RegExp>> = {
  nb: /samtykk|opplysning|\bhent|\bdele/i,
  nn: /samtykk|opplysning|\bhent|\bdele/i,
  en: /consent|information|fetch|\bshar/i,
}
/** The names of places, of the service and of its command. */
const elsewhere =
  /mine samtykker|mine samtykke|my consents|samtykkeløsningen|samtykkeløysinga|the consent service|samtykke receipt verify/gi

const words = {
  nb: {
    question: [
      'Hva ber de om å få gjøre?',
      'Hos Digitaliseringsdirektoratet:',
      'Hva skal fullmakten brukes til?',
    ],
    length: 'Hvor lenge gjelder fullmakten?',
    no: 'blir det ikke gitt noen fullmakt',
    change: 'Da kan ikke SmekkFull Bank bruke den mer.',
    yes: 'Gi fullmakt',
    given: 'Du har gitt fullmakt',
    declined: 'De får ingen fullmakt.',
    ask: 'får ikke det de ba om',
    title: 'Fullmakt til SmekkFull Bank',
    granted: 'Du ga fullmakten',
    withdraw: 'Vil du trekke fullmakten tilbake?',
    keep: 'Behold fullmakten',
    withdrawn: 'Du trakk fullmakten tilbake',
    receipt: 'Kvittering for fullmakt til SmekkFull Bank',
    standing: 'Fullmakten ble gitt',
    over: 'Fullmakten gjelder ikke lenger',
    listed: 'Fullmakt',
    purpose: 'Fullmakten brukes til å utføre en tjeneste for deg',
  },
  nn: {
    question: [
      'Kva ber dei om å få gjere?',
      'Hos Digitaliseringsdirektoratet:',
      'Kva skal fullmakta brukast til?',
    ],
    length: 'Kor lenge gjeld fullmakta?',
    no: 'blir det ikkje gjeve noka fullmakt',
    change: 'Då kan ikkje SmekkFull Bank bruke ho meir.',
    yes: 'Gje fullmakt',
    given: 'Du har gjeve fullmakt',
    declined: 'Dei får inga fullmakt.',
    ask: 'får ikkje det dei bad om',
    title: 'Fullmakt til SmekkFull Bank',
    granted: 'Du gav fullmakta',
    withdraw: 'Vil du trekkje fullmakta tilbake?',
    keep: 'Behald fullmakta',
    withdrawn: 'Du trekte fullmakta tilbake',
    receipt: 'Kvittering for fullmakt til SmekkFull Bank',
    standing: 'Fullmakta vart gjeven',
    over: 'Fullmakta gjeld ikkje lenger',
    listed: 'Fullmakt',
    purpose: 'Fullmakta blir brukt til å utføre ei teneste for deg',
  },
  en: {
    question: [
      'What do they ask to do?',
      'At Digitaliseringsdirektoratet:',
      'What will the authority be used for?',
    ],
    length: 'How long does the authority last?',
    no: 'no authority is granted',
    change: 'SmekkFull Bank can then use it no more.',
    yes: 'Grant authority',
    given: 'You have granted authority',
    declined: 'They are granted no authority.',
    ask: 'does not get what they asked for',
    title: 'Authority granted to SmekkFull Bank',
    granted: 'You granted the authority',
    withdraw: 'Do you want to withdraw the authority?',
    keep: 'Keep the authority',
    withdrawn: 'You withdrew the authority',
    receipt: 'Receipt for the authority granted to SmekkFull Bank',
    standing: 'The authority was granted',
    over: 'The authority no longer holds',
    listed: 'Authority to act',
    purpose: 'The authority is used to carry out a service for you',
  },
} as const

onEachDatabase('a power of attorney', database => {
  const app = sharedApp(database)
  let world: AltinnWorld
  before(async () => {
    world = await altinnWorld(app)
  })

  const power = (changes = {}) =>
    world.asked({
      consentRights: [right('samtykke-fullmakt-utfoere-tjeneste', { tiltak: 'X' })],
      requestMessage: undefined,
      ...changes,
    })
  const viewUri = (id: string, language: Language) =>
    `/accessmanagement/ui/consent/request?id=${id}&skiplogout=true&lang=${language}`
  async function reader(id: string, language: Language) {
    const browser = visitor(app.publicUrl)
    const page = await browser.logIn(await browser.open(viewUri(id, language)), world.parties.P1.nin)
    return { browser, page }
  }

  for (const language of languages) {
    const said = words[language]
    /** What a page says, all of it about what the holder may do. */
    const about = (page: Visit): string => {
      const text = read(page)
      assert.doesNotMatch(text.replace(elsewhere, ''), ofSharing[language], page.url)
      return text
    }
    const says = (page: Visit, ...parts: readonly string[]) => {
      const text = about(page)
      for (const part of parts) assert.ok(text.includes(part), `${part}\n${text}`)
    }

    it(`is asked for, granted and withdrawn in its own words in ${language}`, async () => {
      const id = await power()
      const { browser, page } = await reader(id, language)
      says(page, ...said.question, said.length, said.no, said.change, said.yes, said.purpose)

      const answered = await browser.submit(page, { decision: 'accept' })
      assert.equal(heading(answered), said.given)
      about(answered)
      const path = load(answered.body)('main a.ds-button').first().attr('href')!
      const detail = await browser.open(path)
      assert.equal(heading(detail), said.title)
      says(detail, said.granted, said.purpose)
      const receipt = await browser.open(`${path}/receipt`)
      assert.equal(heading(receipt), said.receipt)
      says(receipt, said.purpose)
      const list = await browser.open('/consents')
      assert.equal(load(list.body)('.grants p').first().text(), said.listed)
      assert.match(read(list), new RegExp(said.question[1]))
      says(await browser.open(viewUri(id, language)), said.standing)

      const leaving = await browser.open(`${path}/withdraw`)
      assert.equal(heading(leaving), said.withdraw)
      says(leaving, said.keep, said.purpose)
      says(await browser.submit(leaving, { decision: 'withdraw' }), said.withdrawn)
      says(await browser.open(viewUri(id, language)), said.over)
    })

    it(`is declined in its own words in ${language}`, async () => {
      const id = await power()
      const { browser, page } = await reader(id, language)
      await browser.submit(page, { decision: 'reject' })
      const receipt = await browser.open(`/requests/${id}/receipt`)
      says(receipt, said.declined)
      const declined = await browser.open(load(receipt.body)('main a.ds-button').first().attr('href')!)
      says(declined, said.question[1], said.ask, said.purpose)
      assert.equal(
        load((await browser.open(viewUri(id, language))).body)('[role=status] a').attr('href'),
        `/consents/declined/${id}`,
      )
    })
  }

  it('is told of on paper in its own words', async function () {
    const { browser, page } = await reader(await power(), 'nb')
    const answered = await browser.submit(page, { decision: 'accept' })
    const path = load(answered.body)('main a.ds-button').first().attr('href')!
    const answer = await fetch(`${app.publicUrl}${path}/receipt.pdf`, {
      headers: { cookie: browser.cookies() },
    })
    const pdf = new Uint8Array(await answer.arrayBuffer())
    const paper = (await askPdfTool(this, 'pdftotext', { pdf, args: ['FILE', '-'] })).replace(/\s+/g, ' ')
    for (const part of [
      words.nb.receipt,
      'Hvem fullmakten er fra',
      'Fullmakten omfatter:',
      words.nb.granted,
    ]) {
      assert.ok(paper.includes(part), paper)
    }
    assert.doesNotMatch(paper.replace(elsewhere, ''), ofSharing.nb)
  })

  it('waits for an answer under its own name', async () => {
    await power({ portalViewMode: 'show' })
    const { browser } = await reader(await power(), 'nb')
    const list = await browser.open('/consents?standing=waiting')
    assert.equal(load(list.body)('.requests p').first().text(), 'Fullmakt')
  })

  it('is kept word for word as it was read', async () => {
    const { browser, page } = await reader(await power(), 'nb')
    const answered = await browser.submit(page, { decision: 'accept' })
    const path = load(answered.body)('main a.ds-button').first().attr('href')!
    const kept = load((await browser.open(path)).body)('.read').text()
    for (const part of [...words.nb.question, words.nb.no, words.nb.change, words.nb.purpose]) {
      assert.ok(kept.includes(part), part)
    }
    assert.doesNotMatch(kept.replace(elsewhere, ''), ofSharing.nb)
  })
})
