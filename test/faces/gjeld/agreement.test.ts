import assert from 'node:assert/strict'
import { onEachDatabase } from '../../support/database.ts'
import {
  agreementScope,
  api,
  type Credentials,
  type Fresh,
  type GjeldWorld,
  p2,
  presentation,
  processing,
  startGjeldWorld,
} from '../../support/gjeld-world.ts'
import type { WholeApp } from '../../support/whole-app.ts'

const day = 24 * 3600 * 1000
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

onEachDatabase(
  'gjeld: registering an agreement',
  database => {
    let app: WholeApp
    let world: GjeldWorld
    let fresh: Fresh
    let a: Credentials
    let b: Credentials

    before(async () => {
      ;({ app, world, fresh } = await startGjeldWorld(database))
    })
    beforeEach(async () => {
      a = await fresh('A')
      b = await fresh('B')
    })
    afterEach(() => app.clock.reset())
    after(() => app.close())

    const lasting = (expiresAt: string) => (Date.parse(expiresAt) - app.clock.now().getTime()) / day

    const created = async (client = a) =>
      (await world.feed(client)).body.result.filter(
        ({ eventType }: { eventType: string }) => eventType === 'SAMTYKKE_OPPRETTET',
      )

    it('N46 gives a consent of 30 days and echoes what was sent', async () => {
      const { status, body } = await world.register(a, { consent_duration_days: 30 })
      assert.equal(status, 200)
      assert.equal(body.client_consent_id, 'loan-1')
      assert.match(body.consent.id, uuid)
      assert.equal(body.consent.scope_of_consent, presentation)
      assert.match(body.consent.expires_at, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
      assert.ok(Math.abs(lasting(body.consent.expires_at) - 30) < 5 / 1440)
    })

    it('N47 reads days that are sent as a string of digits', async () => {
      const { status, body } = await world.register(a, { consent_duration_days: '100' })
      assert.equal(status, 200)
      assert.ok(Math.abs(lasting(body.consent.expires_at) - 100) < 5 / 1440)
    })

    it('N48 gives the same consent for the same request, and one event', async () => {
      const first = await world.register(a)
      const again = await world.register(a, { consent_duration_days: '100' })
      assert.equal(again.status, 200)
      assert.deepEqual(again.body, first.body)
      assert.equal((await created()).length, 1)
    })

    it('N48 gives one consent to twenty equal requests at once', async () => {
      const answers = await Promise.all(Array.from({ length: 20 }, () => world.register(a)))
      assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200])
      assert.equal(new Set(answers.map(({ body }) => body.consent.id)).size, 1)
      assert.equal((await created()).length, 1)
    })

    it('refuses a known client_consent_id with other data', async () => {
      await world.register(a)
      for (const other of [
        { nin: p2 },
        { scope_of_consent: processing, consent_duration_days: 20 },
        { consent_duration_days: 99 },
      ]) {
        const { status, body } = await world.register(a, other)
        assert.equal(status, 409)
        assert.equal(body.error, 'Conflict')
        assert.equal(body.path.endsWith(api.agreement), true)
      }
      assert.equal((await created()).length, 1)
    })

    it('never revives an agreement that has ended', async () => {
      const { body } = await world.register(a)
      const token = await world.machine(a, presentation, 'debt')
      assert.equal((await world.call('DELETE', `${api.debt}/${body.consent.id}`, { token })).status, 204)
      assert.equal((await world.register(a)).status, 409)
    })

    it('lets two clients use the same client_consent_id', async () => {
      const [one, other] = [await world.register(a), await world.register(b)]
      assert.equal(other.status, 200)
      assert.notEqual(one.body.consent.id, other.body.consent.id)
      assert.equal((await created(b)).length, 1)
    })

    it('N51 lowers days above the most', async () => {
      const shown = await world.register(a, { consent_duration_days: 400 })
      const processed = await world.register(a, {
        consent_duration_days: 90,
        scope_of_consent: processing,
        client_consent_id: 'loan-2',
      })
      assert.ok(Math.abs(lasting(shown.body.consent.expires_at) - 365) < 5 / 1440)
      assert.ok(Math.abs(lasting(processed.body.consent.expires_at) - 28) < 5 / 1440)
      assert.deepEqual((await world.register(a, { consent_duration_days: 365 })).body, shown.body)
    })

    const malformed: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
      'no nin': { nin: undefined },
      'no scope': { scope_of_consent: undefined },
      'no days': { consent_duration_days: undefined },
      'no name': { client_consent_id: undefined },
      'an empty name': { client_consent_id: '' },
      'a name that hides': { client_consent_id: 'a\u0000b' },
      'a wrong check digit': { nin: '14842249092' },
      'a nin as a number': { nin: 14842249091 },
      'ten digits': { nin: '1484224909' },
      'an unknown scope': { scope_of_consent: 'debt.secured' },
      'a scope with days': { scope_of_consent: `${presentation}.14` },
      '0 days': { consent_duration_days: 0 },
      'less than a day': { consent_duration_days: 0.5 },
      'days before today': { consent_duration_days: '-1' },
      'days in words': { consent_duration_days: '1e3' },
      'more days than a number holds': { consent_duration_days: '99999999999' },
    }
    it('N52 refuses what is missing or malformed with the agreement error object', async () => {
      for (const [what, changes] of Object.entries(malformed)) {
        const { status, body } = await world.register(a, changes)
        assert.equal(status, 400, what)
        assert.equal(body.status, 400)
        assert.equal(body.error, 'Bad Request')
        assert.equal(body.path.endsWith(api.agreement), true)
        assert.equal(Number.isNaN(Date.parse(body.timestamp)), false)
        assert.ok(body.requestId)
        assert.doesNotMatch(JSON.stringify(body), /1484224909/)
      }
      const token = await world.machine(a, agreementScope, 'agreement')
      for (const body of ['{"nin":', '[]', '""']) {
        assert.equal((await world.call('PUT', api.agreement, { token, body })).status, 400)
      }
      assert.equal((await created()).length, 0)
    })

    it('N53 answers 401 without a good token and 403 with one for something else', async () => {
      const body = { nin: '14842249091' }
      assert.equal((await world.call('PUT', api.agreement, { body })).status, 401)
      assert.equal((await world.call('PUT', api.agreement, { token: 'garbage', body })).status, 401)
      const token = await world.machine(a, presentation, 'debt')
      const refused = await world.call('PUT', api.agreement, { token, body })
      assert.equal(refused.status, 403)
      assert.equal(refused.body.error, 'Forbidden')
    })

    it('shows the consent to the person it is about', async () => {
      const { body } = await world.register(a)
      const grant = await app.stores.consents.findGrant(body.consent.id)
      const newest = await app.stores.query.grants(
        { grantedFor: grant!.grantedBy, standing: 'active' },
        { limit: 1 },
      )
      assert.equal(newest.items[0]!.id, body.consent.id)
    })

    it('takes JSON of a sensible length', async () => {
      const token = await world.machine(a, agreementScope, 'agreement')
      const put = (body: string, type: string) =>
        world.call('PUT', api.agreement, { token, body, headers: { 'content-type': type } })
      const large = await put(`"${'x'.repeat(64 * 1024)}"`, 'application/json')
      assert.deepEqual([large.status, large.body.error], [413, 'Content Too Large'])
      const text = await put('{}', 'text/plain')
      assert.deepEqual([text.status, text.body.error], [415, 'Unsupported Media Type'])
    })
  },
  'before all',
)
