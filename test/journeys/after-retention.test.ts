import assert from 'node:assert/strict'
import { openRetention } from '../../server/compose/retention.ts'
import type { Period } from '../../server/domain/registry/period.ts'
import { keepEverything } from '../../server/domain/registry/retention.ts'
import { altinnWorld, answering, paths } from '../support/altinn-world.ts'
import { onEachDatabase } from '../support/database.ts'
import {
  answerOf,
  type ElhubWorld,
  goodRequest,
  grants,
  requests,
  startElhubWorld,
} from '../support/elhub-world.ts'

const day = 86_400
const soon = 'P1D' as Period
const almostNothing = {
  ...keepEverything,
  text: soon,
  words: soon,
  uses: soon,
  documents: soon,
  declined: soon,
}

onEachDatabase(
  'whoever asks, once what was written is past its time',
  database => {
    let world: ElhubWorld
    before(async () => {
      world = await startElhubWorld(database, { SAMTYKKE_ALTINN_UNKNOWN_PARTIES: 'add' })
    })
    after(() => world?.close())
    afterEach(() => world.app.clock.reset())

    const apply = async () => {
      const { clock, stores } = world.app
      clock.advance(800 * day)
      const metrics = { retentionApplied: () => {} }
      await openRetention({ config: { retention: almostNothing }, stores, metrics }).applyAll()
      assert.equal((await stores.evidence.examine()).misfit, undefined)
    }

    it('reads at the Elhub face what it asked, one by one and in lists, and who may decide', async () => {
      const accepted = await world.put()
      const { body } = await world.patch(accepted, answerOf(accepted, 'Accepted'))
      const grant = body.data.relationships.authorizationGrant.data.id
      const rejected = await world.put(goodRequest())
      await world.patch(rejected, answerOf(rejected, 'Rejected'))
      const forgotten = await world.put(goodRequest())
      await apply()
      for (const id of [accepted, rejected, forgotten]) {
        for (const token of ['bs', 'p1']) {
          assert.equal((await world.get(`${requests}/${id}`, token)).status, 200)
        }
      }
      for (const token of ['bs', 'p1']) {
        const listed = await world.get(requests, token)
        assert.equal(listed.status, 200)
        assert.equal(listed.body.data.length, 3)
        assert.equal((await world.get(grants, token)).status, 200)
      }
      assert.equal((await world.get(`${grants}/${grant}`)).status, 200)
    })

    it('reads at the Altinn face what it asked and what happened to it', async () => {
      const altinn = await altinnWorld(world.app)
      const { accept, reject, revoke } = answering(world.app)
      const { uuid } = altinn.parties.P1
      const [accepted, rejected, forgotten] = [
        await altinn.asked(),
        await altinn.asked(),
        await altinn.asked(),
      ]
      await accept(accepted, uuid)
      await revoke(accepted, uuid)
      await reject(rejected, uuid)
      await apply()
      for (const id of [accepted, rejected, forgotten]) {
        const { status, json, text } = await altinn.read(id)
        assert.equal(status, 200, text)
        assert.doesNotMatch(text, /process your application/)
        assert.equal(json.id, id)
      }
      const events = await altinn.events()
      assert.equal(events.status, 200, events.text)
      assert.ok(events.json.data.length >= 6)
      const token = await altinn.endUser(uuid)
      for (const path of [
        `/consentrequests/${accepted}`,
        `/consentrequests/${rejected}`,
        `/consents/${accepted}`,
      ]) {
        const reply = await altinn.call('GET', `${paths.endUser}${path}`, { token })
        assert.equal(reply.status, 200, `${path} ${reply.text}`)
      }
    })
  },
  'before all',
)
