import assert from 'node:assert/strict'
import { calculatePKCECodeChallenge, randomPKCECodeVerifier } from 'openid-client'
import { type Language, languages } from '../../server/domain/text/text.ts'
import { type Asker, askers } from '../support/askers.ts'
import { onEachDatabase } from '../support/database.ts'
import { dialectNames } from '../support/dialects.ts'
import {
  answerOf,
  heading,
  isQuestion,
  linkOn,
  read,
  type Visitor,
  visitor,
} from '../support/portal-visitor.ts'
import { send } from '../support/send.ts'
import { untilMorning } from '../support/until-morning.ts'
import { startWholeApp, type WholeApp } from '../support/whole-app.ts'

type Page = Awaited<ReturnType<Visitor['open']>>

/** Where all askers take people back; nobody is there. */
const back = 'http://127.0.0.1:9999/back'

const onlyEnglish: readonly Language[] = ['en']

const minute = 60_000
const hour = 60 * minute

const tooLate: Readonly<Record<Language, string>> = {
  nb: 'Tiden for å svare er ute',
  nn: 'Tida for å svare er ute',
  en: 'The time for answering is over',
}

onEachDatabase(
  'somebody slow',
  database => {
    let app: WholeApp
    let browser: Visitor
    let all: Awaited<ReturnType<typeof askers>>['all']
    before(async () => {
      app = await startWholeApp(database, { SAMTYKKE_ELHUB_VALIDATE_REDIRECT_URI_FEATURE: 'false' })
      all = (await askers(app, back)).all
    })
    after(() => app.close())
    beforeEach(async () => {
      app.clock.move(untilMorning(app.clock.now()))
      browser = visitor(app.publicUrl, back)
      await browser.open('/accessibility?lang=en')
    })
    afterEach(() => app.clock.reset())

    const question = async ({ ask, pid }: Asker) => browser.logIn(await browser.open(await ask()), pid)
    const follow = (page: Page, words: string) => browser.open(linkOn(page, words))
    const takeMoreTime = async (page: Page) => {
      const time = await follow(page, 'Get more time')
      const taken = await browser.submit(time, { act: 'extend' })
      assert.match(read(taken), /You are now logged in until/)
      return follow(taken, 'Back to the question')
    }
    const decisions = async () =>
      (await database.connection().read<{ n: number }>('select count(*)::int as n from decision'))[0]!.n

    for (const name of dialectNames) {
      describe(`at a question of ${name}`, () => {
        it('answers after 20 minutes', async () => {
          const page = await question(all[name])
          app.clock.move(20 * minute)
          assert.match((await browser.submit(page, { decision: 'accept' })).url, all[name].yes)
        })

        it('takes more time, which leads back to the question, and answers after 35 minutes and after 70', async () => {
          const page = await question(all[name])
          app.clock.move(20 * minute)
          const other = await takeMoreTime(page)
          assert.ok(isQuestion(other))
          app.clock.move(15 * minute)
          const again = await takeMoreTime(other)
          app.clock.move(15 * minute)
          await takeMoreTime(again)
          app.clock.move(20 * minute)
          assert.match((await browser.submit(page, { decision: 'accept' })).url, all[name].yes)
        })

        for (const minutes of [35, 70]) {
          it(`is told that the login is over after ${minutes} minutes, logs in and answers the same question`, async () => {
            const page = await question(all[name])
            app.clock.move(minutes * minute)
            const over = await browser.submit(page, { decision: 'accept' })
            assert.deepEqual([over.status, heading(over)], [401, 'Log in again'])
            const back = await browser.logIn(await follow(over, 'Log in and continue'), all[name].pid)
            assert.equal(heading(back), heading(page))
            assert.match((await browser.submit(back, { decision: 'accept' })).url, all[name].yes)
          })
        }
      })
    }

    for (const name of ['altinn', 'elhub'] as const) {
      it(`goes back to an asker of ${name} when the login is over, without logging in again`, async () => {
        const page = await question(all[name])
        app.clock.move(35 * minute)
        const over = await browser.submit(page, { decision: 'accept' })
        assert.match(read(over), /Back to the one who asked/)
        assert.equal((await browser.submit(over, { decision: 'leave' })).url, back)
      })
    }

    it('takes an hour to log in, and is asked', async () => {
      const login = await browser.open(await all.oauth.ask())
      app.clock.move(70 * minute)
      assert.ok(isQuestion(await browser.logIn(login, all.oauth.pid)))
    })

    it('answers a pushed request hours after it was opened', async () => {
      const web = (await app.demoJson()).clients.oauth!.web!
      const challenge = await calculatePKCECodeChallenge(randomPKCECodeVerifier())
      const form = {
        client_id: web.client_id,
        response_type: 'code',
        redirect_uri: back,
        scope: 'openid profile income.read',
        purpose: 'finance-overview',
        state: 'a-long-enough-state',
        code_challenge: challenge,
        code_challenge_method: 'S256',
      }
      const { json } = await send(`${app.publicUrl}/par`, { form, as: web })
      const link = new URLSearchParams({ client_id: web.client_id, request_uri: String(json.request_uri) })
      const page = await browser.logIn(await browser.open(`/authorize?${link}`), all.oauth.pid)
      app.clock.move(5 * hour)
      const again = await browser.logIn(await browser.open(page.url), all.oauth.pid)
      assert.ok(answerOf(await browser.submit(again, { decision: 'accept' })).code)
    })

    for (const name of ['oauth', 'gjeld'] as const) {
      const refused = name === 'oauth' ? 'access_denied' : 'server_error'
      const issuer = async () => (await app.demoJson()).issuers[name]
      const isToldTo = async (page: Page) => {
        const { error, state, iss } = answerOf(page)
        assert.deepEqual([error, state, iss], [refused, 'a-long-enough-state', await issuer()])
      }

      describe(`who came by a redirect of ${name}`, () => {
        it('goes back to the client when the login is over, without logging in again', async () => {
          const page = await question(all[name])
          app.clock.move(35 * minute)
          const over = await browser.submit(page, { decision: 'accept' })
          await isToldTo(await browser.submit(over, { decision: 'leave' }))
        })

        for (const language of name === 'oauth' ? languages : onlyEnglish) {
          it(`is told in ${language} that the time to answer is over, and goes back to the client`, async () => {
            const page = await question(all[name])
            const before = await decisions()
            app.clock.move(20 * hour)
            const late = await browser.open(`${new URL(page.url).pathname}?lang=${language}`)
            assert.equal(late.status, 409)
            assert.ok(read(late).includes(tooLate[language]), read(late))
            const audited = app.audited.length
            await isToldTo(await browser.submit(late, { decision: 'leave' }))
            assert.equal(await decisions(), before)
            const [{ what, reason } = {}] = app.audited.slice(audited)
            assert.deepEqual(
              [what, /not answered in time/.test(String(reason))],
              ['authorization.refused', true],
            )
          })
        }

        it('is told so, too, on answering too late with a login that still lasts', async () => {
          const page = await question(all[name])
          app.clock.move(9.9 * hour)
          const again = await browser.logIn(await browser.open(page.url), all[name].pid)
          assert.ok(isQuestion(again))
          app.clock.move(0.2 * hour)
          const late = await browser.submit(again, { decision: 'accept' })
          assert.deepEqual([late.status, heading(late)], [409, tooLate.en])
          await isToldTo(await browser.submit(late, { decision: 'leave' }))
        })

        it('gets nothing at an address that was taken from the client meanwhile', async () => {
          const page = await question(all[name])
          app.clock.move(20 * hour)
          const late = await browser.open(page.url)
          const id = (await app.demoJson()).clients[name]![name === 'oauth' ? 'web' : 'A']!.client_id
          const client = (await app.stores.clients.find(id))!
          await app.stores.clients.save({ ...client, redirectUris: ['https://elsewhere.example/cb'] })
          try {
            const answer = await browser.submit(late, { decision: 'leave' })
            assert.equal(answer.status, 400)
            assert.ok(answer.url.startsWith(new URL(page.url).origin))
          } finally {
            await app.stores.clients.save(client)
          }
        })
      })
    }

    it('is forgotten two hours after nobody logged in', async () => {
      await browser.open(await all.oauth.ask())
      const count = async () =>
        (
          await database
            .connection()
            .read(`select 1 from browser_state where kind = 'Interaction' and expires_at > $1`, [
              app.clock.now(),
            ])
        ).length
      const before = await count()
      app.clock.move(2 * hour)
      assert.equal(await count(), before - 1)
    })
  },
  'before all',
)
