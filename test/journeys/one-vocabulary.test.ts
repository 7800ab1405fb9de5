import assert from 'node:assert/strict'
import { load } from 'cheerio'
import { languages } from '../../server/domain/text/text.ts'
import { askers } from '../support/askers.ts'
import { embeddedDatabase, emptyTables } from '../support/database.ts'
import { dialectNames } from '../support/dialects.ts'
import { read, visitor } from '../support/portal-visitor.ts'
import { startWholeApp, type WholeApp } from '../support/whole-app.ts'

const asked = {
  nb: [
    'Hvem spør?',
    'Hva ber de om?',
    'Hvor lenge gjelder samtykket?',
    'Hva skjer hvis du sier nei?',
    'Kan du ombestemme deg?',
  ],
  nn: [
    'Kven spør?',
    'Kva ber dei om?',
    'Kor lenge gjeld samtykket?',
    'Kva skjer om du seier nei?',
    'Kan du ombestemme deg?',
  ],
  en: [
    'Who is asking?',
    'What do they ask for?',
    'How long does the consent last?',
    'What happens if you say no?',
    'Can you change your mind?',
  ],
} as const

const answers = {
  nb: ['Jeg samtykker', 'Jeg samtykker ikke'],
  nn: ['Eg samtykkjer', 'Eg samtykkjer ikkje'],
  en: ['I consent', 'I do not consent'],
} as const

const whom = { nb: 'Det gjelder deg', nn: 'Det gjeld deg', en: 'It is about you' } as const

const end = {
  nb: /Til \d{1,2}\. \p{L}+ \d{4}( \(.+?\))?\./u,
  nn: /Til \d{1,2}\. \p{L}+ \d{4}( \(.+?\))?\./u,
  en: /Until \d{1,2} \p{L}+ \d{4}( \(.+?\))?\./u,
} as const

/** As the operator would, in a new file. */
async function renameClients({ stores }: WholeApp, orgno: string, name: string): Promise<void> {
  const { clients } = stores
  for (const client of await clients.list()) {
    if (client.owner.value === orgno) assert.ok(await clients.save({ ...client, name }))
  }
}

describe('the consent page, whoever’s API it was asked through', () => {
  let app: WholeApp
  let world: Awaited<ReturnType<typeof askers>>
  before(async () => {
    const database = await embeddedDatabase()
    await emptyTables(database)
    app = await startWholeApp(database, { SAMTYKKE_ELHUB_VALIDATE_REDIRECT_URI_FEATURE: 'false' })
    world = await askers(app, 'http://127.0.0.1:9999/cb')
  })
  after(() => app?.close())

  for (const [language, known, claimed] of [
    ['nb', 'Du kjenner dem kanskje som Hverdagsbanken.', 'Leverandøren kaller seg Fjordkraftprøve AS.'],
    ['nn', 'Du kjenner dei kanskje som Hverdagsbanken.', 'Leverandøren kallar seg Fjordkraftprøve AS.'],
    ['en', 'You may know them as Hverdagsbanken.', 'The supplier calls itself Fjordkraftprøve AS.'],
  ] as const) {
    it(`says in ${language} beside the registered name which one people know the asker by`, async () => {
      await renameClients(app, '810419512', 'Hverdagsbanken')
      for (const name of dialectNames) {
        const { ask, pid } = world.all[name]
        const browser = visitor(app.publicUrl)
        const { url } = await browser.logIn(await browser.open(await ask()), pid)
        const page = read(await browser.open(`${url.split('?')[0]}?lang=${language}`))
        const shown = name === 'elhub' ? claimed : known
        assert.ok(page.includes(shown), page)
        assert.match(
          page,
          name === 'elhub' ? /Kraft og Sønn, .* 455 261 619/ : /SmekkFull Bank, .* 810 419 512/,
        )
      }
    })
  }

  it('says the same of a consent that was given, on its page and on its receipt', async () => {
    await renameClients(app, '810419512', 'Hverdagsbanken')
    for (const name of ['oauth', 'gjeld', 'altinn'] as const) {
      const { ask, pid } = world.all[name]
      const browser = visitor(app.publicUrl)
      await browser.submit(await browser.logIn(await browser.open(await ask()), pid), { decision: 'accept' })
      const list = await browser.open('/consents')
      const login = list.url.includes('/test-idp/') ? await browser.logIn(list, pid) : list
      const path = load(login.body)('.grants a').first().attr('href')!
      for (const page of [path, `${path}/receipt`]) {
        assert.match(read(await browser.open(page)), /Kjent som ?Hverdagsbanken/)
      }
    }
  })

  it('says no other name where the client is called as its owner', async () => {
    await renameClients(app, '810419512', 'SMEKKFULL BANK')
    for (const name of ['oauth', 'gjeld', 'altinn'] as const) {
      const { ask, pid } = world.all[name]
      const browser = visitor(app.publicUrl)
      assert.doesNotMatch(read(await browser.logIn(await browser.open(await ask()), pid)), /kjenner dem/)
    }
  })

  for (const name of dialectNames) {
    it(`asks the same questions in the same words, with the same two answers and the end by its date: ${name}`, async () => {
      const { ask, pid } = world.all[name]
      const browser = visitor(app.publicUrl)
      const { url } = await browser.logIn(await browser.open(await ask()), pid)
      for (const language of languages) {
        const page = await browser.open(`${url.split('?')[0]}?lang=${language}`)
        const $ = load(page.body)
        const headings = $('h2, summary')
          .toArray()
          .map(one => $(one).text())
        for (const heading of asked[language])
          assert.ok(headings.includes(heading), `${heading} in ${headings.join(', ')}`)
        const buttons = $('button[name=decision]')
          .toArray()
          .map(one => $(one).text())
        assert.deepEqual(buttons, answers[language])
        assert.ok(read(page).includes(whom[language]), read(page))
        assert.match(read(page), end[language])
      }
    })
  }
})
