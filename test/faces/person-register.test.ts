import assert from 'node:assert/strict'
import { refusedPersons } from '../../server/demo/world/persons.ts'
import { type AltinnWorld, altinnWorld, paths, urnOf } from '../support/altinn-world.ts'
import { onEachDatabase } from '../support/database.ts'
import { elhubCall } from '../support/dialects.ts'
import { documents, goodDocument } from '../support/elhub-documents.ts'
import { goodRequest, requests } from '../support/elhub-world.ts'
import { gjeldWorld } from '../support/gjeld-world.ts'
import { type Maskinporten, maskinportenOf } from '../support/maskinporten.ts'
import { callback, heading, nora, read, type Visitor, visitor } from '../support/portal-visitor.ts'
import { type ScriptedService, startScriptedService } from '../support/scripted-service.ts'
import { startWholeApp, type WholeApp } from '../support/whole-app.ts'

const title = 'We cannot accept a consent from you here'
const reasons = /dead|died|death|age|young|old enough|moved|emigrat/i

const yes = { body: { may_consent: true } }
const no = { body: { may_consent: false } }

onEachDatabase(
  'S55: whom the register of persons lets give no consent',
  database => {
    let register: ScriptedService
    let app: WholeApp
    let altinn: AltinnWorld
    let maskinporten: Maskinporten
    let browser: Visitor

    before(async () => {
      register = await startScriptedService([yes])
      app = await startWholeApp(database, {
        SAMTYKKE_PERSON_REGISTER_URL: `${register.url}/persons`,
        SAMTYKKE_PERSON_REGISTER_TOKEN: 'a-token-of-the-register',
        SAMTYKKE_PERSON_REGISTER_SECONDS: '1',
      })
      altinn = await altinnWorld(app)
      maskinporten = await maskinportenOf(app)
    })
    beforeEach(() => {
      register.say(yes)
      browser = visitor(app.publicUrl)
    })
    after(async () => {
      await app.close()
      await register.close()
    })

    const stored = async () => {
      const { rows } = await database.knex.raw('select count(*)::int as n from consent_request')
      return rows[0].n as number
    }
    const unchanged = async <T>(act: () => Promise<T>): Promise<T> => {
      const before = await stored()
      const result = await act()
      assert.equal(await stored(), before)
      return result
    }
    const asked = async (pid: string) => browser.logIn(await browser.ask({ ui_locales: 'en' }), pid)
    const viewOf = (id: string) => `/requests/${id}?lang=en`

    it('is told so on a page of 422 without the reason, and goes back to the asker', async () => {
      const page = await unchanged(() => asked(refusedPersons[0]))
      assert.deepEqual([page.status, heading(page)], [422, title])
      assert.doesNotMatch(read(page), reasons)
      assert.equal(page.body.includes('value="accept"'), false)
      const back = new URL((await browser.submit(page, { decision: 'leave' })).url)
      assert.equal(back.searchParams.get('error'), 'access_denied')
      assert.doesNotMatch(back.search, reasons)
    })

    it('may be known to a register elsewhere only, which is sent the number in a body', async () => {
      register.say(no)
      const page = await unchanged(() => asked(nora))
      assert.deepEqual([page.status, heading(page)], [422, title])
      const [question] = register.asked
      assert.deepEqual([question!.method, question!.path], ['POST', '/persons'])
      assert.deepEqual(JSON.parse(question!.body), { nin: nora })
      assert.equal(question!.headers.authorization, 'Bearer a-token-of-the-register')
    })

    it('gives no consent to a question that was put before', async () => {
      const id = await altinn.asked()
      const page = await browser.logIn(await browser.open(viewOf(id)), altinn.parties.P1.nin)
      register.say(no)
      const answered = await browser.submit(page, { decision: 'accept' })
      const again = await browser.open(viewOf(id))
      for (const one of [answered, again]) {
        assert.deepEqual([one.status, heading(one)], [422, title])
        assert.doesNotMatch(read(one), reasons)
      }
      assert.equal((await altinn.read(id)).json.status, 'Created')
    })

    it('may say no', async () => {
      const id = await altinn.asked({ redirectUrl: callback })
      const page = await browser.logIn(await browser.open(viewOf(id)), altinn.parties.P1.nin)
      register.say(no)
      await browser.submit(page, { decision: 'reject' })
      assert.equal((await altinn.read(id)).json.status, 'Rejected')
    })

    it('is an unknown person to those who ask as Altinn does, and not authorized for the consent', async () => {
      const id = await altinn.asked()
      register.say(no)
      const { status, json } = await unchanged(() => altinn.post())
      assert.deepEqual([status, json.code, json.fnumber], [400, 'AM-00004', urnOf(altinn.parties.P1)])
      const token = await altinn.endUser(altinn.parties.P1.uuid)
      const path = `${paths.endUser}/consentrequests/${id}/accept`
      const accepted = await altinn.call('POST', path, { token, json: { language: 'nb' } })
      assert.equal(accepted.json.code, 'AM-00000')
    })

    it('breaks a rule of the market at Elhub', async () => {
      const json = goodRequest()
      const put = await elhubCall(app, maskinporten, { path: requests, json })
      register.say(no)
      const refused = await unchanged(() => elhubCall(app, maskinporten, { path: requests, json }))
      const { elhub } = (await app.demoJson()) as unknown as { elhub: { tokens: { p1: string } } }
      const { id } = put.json.data
      const accepted = await altinn.call('PATCH', `${requests}/${id}`, {
        token: elhub.tokens.p1,
        headers: { 'user-agent': 'test/1' },
        json: { data: { id, type: 'AuthorizationRequest', attributes: { status: 'Accepted' } } },
      })
      const paper = await unchanged(() =>
        elhubCall(app, maskinporten, { path: documents, json: goodDocument() }),
      )
      for (const { status, json: body } of [refused, accepted, paper]) {
        const [error] = body.errors
        assert.deepEqual(
          [status, error.title, error.code],
          [422, 'Validation error', 'party_may_not_consent'],
        )
        assert.doesNotMatch(error.detail, reasons)
      }
    })

    it('has no agreement registered with anybody', async () => {
      const { clients, issuers } = await app.demoJson()
      const gjeld = gjeldWorld(issuers.gjeld!)
      register.say(no)
      const { status, body } = await gjeld.register(clients.gjeld!.A!, { client_consent_id: 'refused' })
      assert.equal(status, 422)
      assert.doesNotMatch(body.message, reasons)
      register.say(yes)
      const again = await gjeld.register(clients.gjeld!.A!, { client_consent_id: 'refused' })
      assert.ok(again.status < 300, String(again.status))
    })

    for (const [doubt, line] of [
      ['an error', { status: 500, body: {} }],
      ['something else', { body: { may_consent: 'no' } }],
      ['a redirect', { status: 302, headers: { location: 'http://127.0.0.1:9/' } }],
      ['too much', { body: { may_consent: true, more: 'x'.repeat(70_000) } }],
      ['nothing in time', { ...yes, delay: 1500 }],
    ] as const) {
      it(`is in doubt when the register answers with ${doubt}: 503, and nothing is stored`, async () => {
        register.say(line)
        const page = await unchanged(() => asked(nora))
        assert.equal(page.status, 503)
        assert.ok(page.headers.get('retry-after'))
        assert.doesNotMatch(page.body, new RegExp(nora))
      })
    }
  },
  'before all',
)
