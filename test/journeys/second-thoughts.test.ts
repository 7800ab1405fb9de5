import assert from 'node:assert/strict'
import { load } from 'cheerio'
import { type Language, languages } from '../../server/domain/text/text.ts'
import { type Asker, askers } from '../support/askers.ts'
import { onEachDatabase } from '../support/database.ts'
import { dialectNames } from '../support/dialects.ts'
import { heading, isQuestion, linkOn, ola, read, type Visitor, visitor } from '../support/portal-visitor.ts'
import { startWholeApp, type WholeApp } from '../support/whole-app.ts'

const onlyEnglish: readonly Language[] = ['en']

type Page = Awaited<ReturnType<Visitor['open']>>

/** Where all askers take people back; nobody is there. */
const back = 'http://127.0.0.1:9999/back'

const cancelled: Readonly<Record<Language, readonly [string, string, string]>> = {
  nb: ['Du avbrøt innloggingen', 'Prøv igjen', 'Tilbake til den som spurte'],
  nn: ['Du avbraut innlogginga', 'Prøv igjen', 'Tilbake til den som spurde'],
  en: ['You cancelled the login', 'Try again', 'Back to the one who asked'],
}

const another: Readonly<Record<Language, string>> = {
  nb: 'Logg ut og fortsett som en annen',
  nn: 'Logg ut og hald fram som ein annan',
  en: 'Log out and continue as somebody else',
}

const first: Readonly<Record<Language, Readonly<Record<'accept' | 'reject', RegExp>>>> = {
  nb: {
    accept:
      /Det første svaret var ja\. Det ble gitt \d+\. \S+ \d{4} kl\. \d\d:\d\d, og det er det som gjelder/,
    reject:
      /Det første svaret var nei\. Det ble gitt \d+\. \S+ \d{4} kl\. \d\d:\d\d, og det er det som gjelder/,
  },
  nn: {
    accept:
      /Det første svaret var ja\. Det vart gjeve \d+\. \S+ \d{4} kl\. \d\d:\d\d, og det er det som gjeld/,
    reject:
      /Det første svaret var nei\. Det vart gjeve \d+\. \S+ \d{4} kl\. \d\d:\d\d, og det er det som gjeld/,
  },
  en: {
    accept:
      /The first answer was yes\. It was given \d+ \S+ \d{4} at \d\d:\d\d, and it is the one that counts/,
    reject:
      /The first answer was no\. It was given \d+ \S+ \d{4} at \d\d:\d\d, and it is the one that counts/,
  },
}

const seeIt: Readonly<Record<Language, string>> = {
  nb: 'Se eller trekk tilbake samtykket',
  nn: 'Sjå eller trekk tilbake samtykket',
  en: 'See or withdraw the consent',
}

onEachDatabase(
  'second thoughts',
  database => {
    let app: WholeApp
    let browser: Visitor
    let all: Awaited<ReturnType<typeof askers>>['all']
    before(async () => {
      app = await startWholeApp(database, { SAMTYKKE_ELHUB_VALIDATE_REDIRECT_URI_FEATURE: 'false' })
      all = (await askers(app, back)).all
    })
    after(() => app.close())
    beforeEach(() => {
      browser = visitor(app.publicUrl, back)
    })

    const speak = (language: Language) => browser.open(`/accessibility?lang=${language}`)
    const question = async ({ ask, pid }: Asker) => {
      const page = await browser.open(await ask())
      return page.body.includes('name="pid"') ? browser.logIn(page, pid) : page
    }
    const button = ({ body }: Page, value: string) => load(body)(`button[value=${value}]`).text().trim()
    const follow = (page: Page, words: string) => browser.open(linkOn(page, words))

    for (const name of ['altinn', 'elhub'] as const) {
      describe(`about the login for a request of ${name}`, () => {
        for (const language of name === 'altinn' ? languages : onlyEnglish) {
          it(`lead in ${language} to the login once more and to that very request`, async () => {
            await speak(language)
            const [title, again] = cancelled[language]
            const page = await browser.submit(await browser.open(await all[name].ask()), {
              outcome: 'cancel',
            })
            assert.deepEqual([page.status, heading(page)], [400, title])
            const asked = await browser.logIn(await follow(page, again), all[name].pid)
            assert.ok(isQuestion(asked))
            assert.match((await browser.submit(asked, { decision: 'accept' })).url, all[name].yes)
          })

          it(`lead in ${language} back to the one who asked, who is told nothing`, async () => {
            await speak(language)
            const [, , toAsker] = cancelled[language]
            const page = await browser.submit(await browser.open(await all[name].ask()), {
              outcome: 'cancel',
            })
            assert.equal(button(page, 'leave'), toAsker)
            assert.equal((await browser.submit(page, { decision: 'leave' })).url, back)
          })
        }

        it('are possible after a login that failed, too', async () => {
          await speak('en')
          const page = await browser.submit(await browser.open(await all[name].ask()), { outcome: 'fail' })
          assert.deepEqual([page.status, heading(page)], [503, 'The login did not work'])
          assert.ok(isQuestion(await browser.logIn(await follow(page, 'Try again'), all[name].pid)))
        })

        it('tell nobody who asked, nor about what', async () => {
          await speak('en')
          const page = await browser.submit(await browser.open(await all[name].ask()), { outcome: 'cancel' })
          assert.match(read(page), /^You cancelled the login You need to log in to see what you are asked/)
          assert.ok(!page.body.includes(new URL(back).host))
        })

        for (const language of name === 'elhub' ? languages : onlyEnglish) {
          it(`of the wrong person lead in ${language} out and back to that very request for another`, async () => {
            await browser.logIn(await browser.open(`/consents?lang=${language}`), ola)
            const page = await browser.open(await all[name].ask())
            assert.equal(page.status, 403)
            assert.equal(button(page, 'yes'), another[language])
            const before = app.audited.length
            const login = await browser.submit(page, { logout: 'yes' })
            assert.deepEqual(
              app.audited.slice(before).map(({ what }) => what),
              ['logout.succeeded'],
            )
            const asked = await browser.logIn(login, all[name].pid)
            assert.ok(isQuestion(asked))
            assert.equal(new URL(asked.url).pathname, new URL(page.url).pathname)
          })
        }
      })
    }

    it('lead nowhere but to a question of ours when somebody else is to log in', async () => {
      await browser.logIn(await browser.open('/consents?lang=en'), ola)
      const page = await browser.open(await all.elhub.ask())
      for (const next of [
        'https://evil.example/',
        '//evil.example',
        '/consents',
        '/requests/../x',
        '/\\evil',
      ]) {
        const refused = await browser.submit(page, { next, logout: 'yes' })
        assert.equal(refused.status, 400, next)
      }
    })

    for (const name of dialectNames) {
      describe(`in another tab, about a question of ${name}`, () => {
        /** Answers at once, and otherwise in a tab that was open before. */
        const answersTwice = async (language: Language, decision: 'accept' | 'reject') => {
          await speak(language)
          const stay = name === 'altinn' ? 'skiplogout=true&' : ''
          const { pathname } = new URL((await question(all[name])).url)
          const tab = await browser.open(`${pathname}?${stay}lang=${language}`)
          await browser.submit(tab, { decision })
          return browser.submit(tab, { decision: decision === 'accept' ? 'reject' : 'accept' })
        }

        for (const language of name === 'oauth' ? languages : onlyEnglish) {
          it(`hear in ${language} that the first answer was yes, when, and where to withdraw it`, async () => {
            const told = await answersTwice(language, 'accept')
            assert.match(read(told), first[language].accept)
            assert.match(linkOn(told, seeIt[language]), /\/consents\/[\w-]+$/)
            assert.ok((await follow(told, seeIt[language])).body.includes('/withdraw'))
          })

          it(`hear in ${language} that the first answer was no, and when`, async () => {
            assert.match(read(await answersTwice(language, 'reject')), first[language].reject)
          })
        }
      })
    }
  },
  'before all',
)
