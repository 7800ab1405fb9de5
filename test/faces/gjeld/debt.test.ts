import assert from 'node:assert/strict'
import { onEachDatabase } from '../../support/database.ts'
import {
  type Answer,
  agreementScope,
  api,
  both,
  type Credentials,
  type Fresh,
  feedScope,
  type GjeldWorld,
  p1,
  p2,
  presentation,
  processing,
  startGjeldWorld,
} from '../../support/gjeld-world.ts'
import { type ScriptedRegister, startScriptedRegister } from '../../support/scripted-register.ts'
import type { WholeApp } from '../../support/whole-app.ts'

const unknown = '0198f000-0000-7000-8000-000000000000'

onEachDatabase(
  'gjeld: looking up debt',
  database => {
    let app: WholeApp
    let world: GjeldWorld
    let fresh: Fresh
    let a: Credentials
    let register: ScriptedRegister | undefined

    const open = async (env: Readonly<Record<string, string>> = {}) => {
      ;({ app, world, fresh } = await startGjeldWorld(database, env))
      a = await fresh('A')
    }
    const openWithRegister = async (script: Parameters<typeof startScriptedRegister>[0], seconds = '5') => {
      await app.close()
      register = await startScriptedRegister(script)
      await open({
        SAMTYKKE_GJELD_DEBT_SOURCE_URL: register.url,
        SAMTYKKE_GJELD_DEBT_SOURCE_TOKEN: 'a-token-for-the-register',
        SAMTYKKE_GJELD_DEBT_SOURCE_TIMEOUT_SECONDS: seconds,
      })
    }
    before(() => open())
    beforeEach(async () => {
      a = await fresh('A')
    })
    afterEach(async () => {
      app.clock.reset()
      if (!register) return
      await app.close()
      await register.close()
      register = undefined
      await open()
    })
    after(() => app.close())

    const personal = (scope: string, pid = p1) =>
      world.personal(a, { scope, callback: 'https://a.example/cb', pid })
    const agreed = async (changes: Readonly<Record<string, unknown>> = {}): Promise<string> =>
      (await world.register(a, changes)).body.consent.id
    const get = (token: string | undefined, path = '', headers = {}) =>
      world.call('GET', `${api.debt}${path}`, { token, headers })
    const now = () => app.clock.now().getTime() / 1000

    const isDebtError = ({ body }: Answer, error: string) => {
      assert.equal(body.error, error)
      assert.equal(Number.isNaN(Date.parse(body.timestamp)), false)
      assert.ok(body.trace_id)
      assert.doesNotMatch(JSON.stringify(body), new RegExp(`${p1}|${p2}`))
    }

    it('N55 gives the debt of the person whose consent the token came from', async () => {
      const { status, body, headers } = await get(await personal(presentation))
      assert.equal(status, 200)
      assert.equal(body.ssn, p1)
      assert.match(body.consent.id, /^[0-9a-f-]{36}$/)
      assert.equal(body.consent.scope, presentation)
      assert.ok(Number.isInteger(body.consent.exp) && Math.abs(body.consent.exp - now() - 600) < 10)
      assert.equal(headers.get('cache-control'), 'no-store')
      assert.equal(body.loans.length, 3)
      assert.equal(body.loans[2].loan, null)
      assert.deepEqual([body.numberOfCreditorsAnswered, body.numberOfcreditorsMissing], [2, 1])
    })

    it('N56 refuses a second look-up by a single-use consent', async () => {
      const token = await personal(presentation)
      assert.equal((await get(token)).status, 200)
      const again = await get(token, '', { 'x-trace-id': 'trace-of-the-client' })
      assert.equal(again.status, 403)
      assert.equal(again.body.trace_id, 'trace-of-the-client')
      isDebtError(again, 'Invalid access token')
    })

    it('looks up any number of times by a consent for days', async () => {
      const token = await personal(`${presentation}.1`)
      for (let time = 0; time < 3; time++) assert.equal((await get(token)).status, 200)
      const machine = await world.machine(a, presentation, 'debt')
      const { consent } = (await get(token)).body
      assert.equal((await get(machine, `/${consent.id}`)).status, 200)
    })

    it('N58 gives the debt under an agreement to the client’s own token', async () => {
      const id = await agreed()
      const { status, body } = await get(await world.machine(a, presentation, 'debt'), `/${id}`)
      assert.equal(status, 200)
      assert.equal(body.ssn, p1)
      assert.equal(body.consent.id, id)
      assert.ok(body.loans.length > 0)
    })

    it('lets no client reach the consent of another, and tells it from an unknown one in nothing', async () => {
      const id = await agreed()
      const token = await world.machine(await fresh('B'), both, 'debt')
      const answers = [
        await get(token, `/${id}`),
        await get(token, `/${unknown}`),
        await get(token, '/nothing'),
      ]
      for (const answer of answers) {
        assert.equal(answer.status, 403)
        isDebtError(answer, 'invalid consent')
      }
      const shown = answers.map(({ body }) => ({ ...body, timestamp: '', trace_id: '' }))
      assert.deepEqual(shown[0], shown[1])
      assert.deepEqual(shown[0], shown[2])
    })

    it('N60 refuses a token without the consent’s scope', async () => {
      const id = await agreed({ scope_of_consent: processing, consent_duration_days: 20 })
      const refused = await get(await world.machine(a, presentation, 'debt'), `/${id}`)
      assert.equal(refused.status, 403)
      isDebtError(refused, 'invalid consent')
      assert.equal((await get(await world.machine(a, both, 'debt'), `/${id}`)).status, 200)
    })

    it('lets a code token reach its own consent only, and a client’s own token none without a name', async () => {
      const token = await personal(`${presentation}.100`)
      const own = (await get(token)).body.consent.id
      const other = await agreed()
      assert.equal((await get(token, `/${own}`)).status, 200)
      assert.equal((await get(token, `/${other}`)).status, 403)
      const nameless = await get(await world.machine(a, both, 'debt'))
      assert.equal(nameless.status, 403)
      isDebtError(nameless, 'no valid consent')
    })

    it('N62 answers exactly one of two look-ups at once by a single-use consent', async () => {
      await openWithRegister([{ delay: 200 }, { delay: 200 }])
      const token = await personal(presentation)
      const answers = await Promise.all([get(token), get(token), get(token), get(token)])
      const good = answers.filter(({ status }) => status === 200)
      assert.equal(good.length, 1)
      assert.ok(answers.every(({ status }) => status === 200 || status === 403))
      assert.equal(register!.asked.length, 1)
    })

    it('has no HEAD that would use up a consent', async () => {
      const token = await personal(presentation)
      const url = `${world.base}${api.debt}`
      const head = await fetch(url, { method: 'HEAD', headers: { authorization: `Bearer ${token}` } })
      assert.equal(head.status, 405)
      assert.equal((await get(token)).status, 200)
    })

    it('N63 does not use up a single-use consent when the register fails', async () => {
      await openWithRegister([{ status: 500 }])
      const token = await personal(presentation)
      const failed = await get(token)
      assert.equal(failed.status, 500)
      isDebtError(failed, 'server error')
      assert.equal((await get(token)).status, 200)
      assert.equal((await get(token)).status, 403)
    })

    it('N63 gives up on a register that talks nonsense', async () => {
      await openWithRegister([{ body: '{"loans":"none"}' }, { body: 'oops' }])
      const token = await personal(presentation)
      for (let time = 0; time < 2; time++) assert.equal((await get(token)).status, 500)
      assert.equal((await get(token)).status, 200)
    })

    it('says that it cannot tell by the id of a consent either, while the register does not answer', async () => {
      await openWithRegister([{ status: 500 }])
      const id = await agreed()
      const failed = await get(await world.machine(a, presentation, 'debt'), `/${id}`)
      assert.equal(failed.status, 500)
      isDebtError(failed, 'server error')
    })

    it('says when to ask again while the register is slow, and does not use up a single-use consent', async () => {
      await openWithRegister([{ delay: 10_000 }, {}], '1')
      const token = await personal(presentation)
      const slow = await get(token)
      assert.equal(slow.status, 503)
      assert.ok(Number(slow.headers.get('retry-after')) > 0)
      isDebtError(slow, 'server error')
      assert.equal((await get(token)).status, 200)
    })

    it('asks the register with the number in the body alone, and says whose question it is', async () => {
      await openWithRegister([])
      const headers = { 'x-trace-id': 'trace-of-the-client' }
      await get(await personal(presentation), '', headers)
      const [asked] = register!.asked
      assert.equal(asked!.url.includes(p1), false)
      assert.deepEqual(JSON.parse(asked!.body), { ssn: p1 })
      assert.equal(asked!.headers['x-trace-id'], 'trace-of-the-client')
      assert.equal(asked!.headers.authorization, 'Bearer a-token-for-the-register')
    })

    it('N64 refuses a single-use consent after its ten minutes', async () => {
      const token = await personal(presentation)
      await world.moveClock(601)
      assert.equal((await get(token)).status, 403)
    })

    it('gives somebody without debt an empty list', async () => {
      const { status, body } = await get(await personal(presentation, '17912099997'))
      assert.equal(status, 200)
      assert.deepEqual(body.loans, [])
    })

    it('N66 refuses a token for another API', async () => {
      const id = await agreed()
      for (const [scope, name] of [
        [agreementScope, 'agreement'],
        [feedScope, 'feed'],
      ] as const) {
        const refused = await get(await world.machine(a, scope, name), `/${id}`)
        assert.equal(refused.status, 403)
        isDebtError(refused, 'Invalid access token')
      }
    })

    it('N67 tells how a consent stands, and nothing of one that is unknown or somebody else’s', async () => {
      const id = await agreed()
      const token = await world.machine(a, presentation, 'debt')
      const { status, body } = await get(token, `/${id}/status`)
      assert.equal(status, 200)
      assert.equal(body.active, true)
      assert.ok(Number.isInteger(body.expires_at) && Math.abs(body.expires_at - now() - 100 * 86_400) < 10)
      const foreign = await get(await world.machine(await fresh('B'), both, 'debt'), `/${id}/status`)
      for (const answer of [foreign, await get(token, `/${unknown}/status`), await get(token, '/x/status')]) {
        assert.equal(answer.status, 200)
        assert.deepEqual(answer.body, { active: false })
      }
      await world.call('DELETE', `${api.debt}/${id}`, { token })
      assert.deepEqual((await get(token, `/${id}/status`)).body, {
        active: false,
        expires_at: body.expires_at,
      })
      const { uses } = await app.stores.query.history(id as never)
      assert.deepEqual(uses, [])
    })

    it('N68 answers 400 without an Authorization header and 403 with a bad one', async () => {
      const bare = await get(undefined)
      assert.equal(bare.status, 400)
      isDebtError(bare, 'invalid request')
      for (const authorization of ['Bearer garbage', 'Bearer', 'Basic eDp5', 'Bearer a b']) {
        const refused = await get(undefined, '', { authorization })
        assert.equal(refused.status, 403, authorization)
        isDebtError(refused, 'Invalid access token')
      }
    })

    it('keeps every look-up for the person to see, with its trace', async () => {
      const id = await agreed()
      const token = await world.machine(a, presentation, 'debt')
      await get(token, `/${id}`, { 'x-trace-id': 'trace-of-the-client' })
      await get(token, `/${id}`)
      await get(token, `/${id}/status`)
      const { uses } = await app.stores.query.history(id as never)
      assert.equal(uses.length, 2)
      assert.equal(uses[0]!.clientId, a.client_id)
      assert.equal(uses[0]!.traceId, 'trace-of-the-client')
    })
  },
  'before all',
)
