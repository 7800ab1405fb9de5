import assert from 'node:assert/strict'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { calculatePKCECodeChallenge, randomPKCECodeVerifier } from 'openid-client'
import { onEachDatabase } from '../support/database.ts'
import { answerOf, callback, read, visitor } from '../support/portal-visitor.ts'
import { send } from '../support/send.ts'
import { namedIn, readList, statusAt } from '../support/status-list.ts'
import { statementsOf } from '../support/statement-counter.ts'
import { until } from '../support/until.ts'
import { startWholeApp, type WholeApp } from '../support/whole-app.ts'

interface JwtAudience {
  readonly audience: string
  readonly scopes: readonly string[]
  readonly resourceServer: { readonly client_id: string; readonly client_secret: string }
}

onEachDatabase(
  'an API of the demo that works offline',
  database => {
    let app: WholeApp
    let api: JwtAudience
    before(async () => {
      app = await startWholeApp(database)
      api = (await app.demoJson()).jwtAudience as JwtAudience
    })
    after(() => app.close())

    const web = async () => (await app.demoJson()).clients.oauth!.web!
    const logIn = async () => {
      const person = visitor(app.publicUrl)
      await person.logIn(await person.open('/consents'))
      return person
    }
    const agree = async (person: Awaited<ReturnType<typeof logIn>>, scope: string) => {
      const verifier = randomPKCECodeVerifier()
      const question = await person.ask({ scope, code_challenge: await calculatePKCECodeChallenge(verifier) })
      const { code = '' } = answerOf(await person.submit(question, { decision: 'accept' }))
      return { code, verifier, question: read(question) }
    }
    const exchange = async ({ code, verifier }: { code: string; verifier: string }) => {
      const form = { grant_type: 'authorization_code', code, redirect_uri: callback, code_verifier: verifier }
      const { status, json, text } = await send(`${app.publicUrl}/token`, { form, as: await web() })
      assert.equal(status, 200, text)
      return String(json.access_token)
    }
    const statusOf = async (token: string) => {
      const named = namedIn(token)!
      return statusAt(await readList(app.publicUrl, named.uri, app.clock.now()), named)
    }
    const withdraw = async (person: Awaited<ReturnType<typeof logIn>>, consent: string) =>
      person.submit(await person.open(`/consents/${consent}/withdraw`), { decision: 'withdraw' })

    it('gets tokens by its scopes alone, which it reads by itself, and finds the withdrawn one in the list', async () => {
      const person = await logIn()
      const agreed = await agree(person, `openid ${api.scopes.join(' ')}`)
      assert.match(agreed.question, /Forsikringene dine/)
      const token = await exchange(agreed)
      const keys = createRemoteJWKSet(new URL(`${app.publicUrl}/jwks`))
      const { payload } = await jwtVerify(token, keys, { audience: api.audience, typ: 'at+jwt' })
      assert.equal(payload.scope, api.scopes.join(' '))
      const told = await send(`${app.publicUrl}/introspect`, { form: { token }, as: api.resourceServer })
      assert.equal(told.json.active, true)
      assert.equal(await statusOf(token), 0)
      await withdraw(person, String(payload.grant_id))
      await until(async () => (await statusOf(token)) === 1)
    })

    it('leaves tokens without a scope or an API as they were: for the register of finances, which asks us', async () => {
      const { status, json } = await send(`${app.publicUrl}/token`, {
        form: { grant_type: 'client_credentials' },
        as: await web(),
      })
      assert.equal(status, 200)
      assert.equal(json.scope, 'income.read debt.read tax.read')
      assert.doesNotMatch(String(json.access_token), /\./)
    })

    it('costs the exchange of a code one statement more than an API that asks', async () => {
      const person = await logIn()
      const counted = async (scope: string) => {
        const counts = []
        for (let times = 0; times < 4; times++) {
          const agreed = await agree(person, scope)
          counts.push((await statementsOf(database, () => exchange(agreed))).length)
        }
        return Math.min(...counts)
      }
      const asking = await counted('openid income.read')
      assert.ok((await counted('openid insurance.read')) <= asking + 1)
    })
  },
  'before all',
)
