import assert from 'node:assert/strict'
import { bearerCall } from '../../support/bearer-call.ts'
import { onEachDatabase } from '../../support/database.ts'
import { type SignalWorld, startSignalWorld } from '../../support/signal-world.ts'

const answerScope = 'deletion.answer'

onEachDatabase(
  'the wish of a person that what was fetched is deleted',
  database => {
    let world: SignalWorld
    let token: string
    before(async () => {
      world = await startSignalWorld(database)
      token = await world.at.tokenOf({ ...world.receiver, scope: answerScope })
    })
    afterEach(() => world.app.clock.reset())
    after(() => world.app.close())

    const answer = (id: string, json: unknown, as = token) =>
      bearerCall(`${world.app.publicUrl}/grants/${id}/deletion`, { method: 'POST', token: as, json })
    const asked = async () => {
      const id = await world.withdraw(await world.yes())
      await world.browser.submit(await world.browser.open(`/consents/${id}`), { act: 'ask' })
      return id
    }
    const shown = async (id: string) => (await world.browser.open(`/consents/${id}?lang=en`)).body

    it('comes to the asker by the feed, and the answer back to the person', async () => {
      const { at, bank, api } = world
      const start = await at.lastOf(bank.token)
      const startOfApi = await at.lastOf(api.token)
      const id = await asked()
      const wish = (await at.until(bank.token, start, 'consent.deletion-requested')).at(-1)!
      assert.equal(wish.consent_id, id)
      assert.equal(wish.delete_before, Math.floor(Date.parse(String(wish.time)) / 1000) + 30 * 86_400)
      assert.match(await shown(id), /was asked to delete what they have fetched/)
      const said = await answer(id, { status: 'deleted' })
      assert.equal(said.status, 200)
      assert.deepEqual(Object.keys(said.json), [
        'consent_id',
        'status',
        'requested_at',
        'delete_before',
        'answered_at',
        'deleted_at',
      ])
      assert.match(await shown(id), /answered on [^<]+ that it is deleted/)
      await at.until(bank.token, wish.cursor, 'consent.deletion-done')
      const toApi = (await at.read(api.token, { cursor: startOfApi, limit: '500' })).events
      assert.deepEqual(
        toApi.map(({ type }) => type).filter(type => type.startsWith('consent.deletion')),
        [],
      )
    })

    it('may be refused on a basis, which the person reads; another answer is told so', async () => {
      const id = await asked()
      const refusal = { status: 'refused', basis: 'Bookkeeping act § 13 <five years>', language: 'en' }
      assert.equal((await answer(id, refusal)).status, 200)
      assert.equal((await answer(id, refusal)).json.basis, refusal.basis)
      const other = await answer(id, { ...refusal, basis: 'Another' })
      assert.deepEqual([other.status, other.json.type], [409, 'urn:samtykke:problem:deletion.answered'])
      assert.match(await shown(id), / lang="en">Bookkeeping act § 13 &lt;five years&gt;/)
    })

    it('is late when nobody has answered in time', async () => {
      const id = await asked()
      world.app.clock.advance(30 * 86_400 + 1)
      await world.logInAgain()
      assert.match(await shown(id), /has not answered/)
    })

    it('is answered by nobody else, for nothing that was not asked, and not in other words', async () => {
      const unasked = await world.withdraw(await world.yes())
      const id = await asked()
      const api = await world.at.tokenOf({ ...world.apiReceiver, scope: answerScope })
      const deleted = { status: 'deleted' }
      const statuses = async (...answers: Promise<{ status: number }>[]) =>
        (await Promise.all(answers)).map(({ status }) => status)
      const refused = await statuses(
        answer(id, deleted, 'no-token'),
        answer(id, deleted, world.bank.token),
        answer(id, deleted, api),
        answer(unasked, deleted),
        answer('01a228d5-0c11-7052-a52d-5bc619e2daef', deleted),
      )
      assert.deepEqual(refused, [401, 403, 404, 404, 404])
      const malformed = await statuses(
        answer(id, { status: 'refused' }),
        answer(id, { status: 'refused', basis: '  ' }),
        answer(id, { status: 'perhaps' }),
        answer(id, { status: 'deleted', deleted_at: 'yesterday' }),
        answer(id, { status: 'deleted', deleted_at: '2099-01-01T00:00:00Z' }),
        answer('x', deleted),
      )
      assert.deepEqual(malformed, [400, 400, 400, 400, 400, 400])
      assert.equal((await answer(id, { ...deleted, deleted_at: '2026-01-01T01:00:00+01:00' })).status, 200)
    })
  },
  'before all',
)
