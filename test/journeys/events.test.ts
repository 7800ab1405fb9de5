import assert from 'node:assert/strict'
import { onEachDatabase } from '../support/database.ts'
import { eventReader, receiversOf } from '../support/event-reader.ts'
import { startGjeldWorld } from '../support/gjeld-world.ts'

onEachDatabase(
  'an organization that follows events',
  database => {
    let given: Awaited<ReturnType<typeof startGjeldWorld>>
    before(async () => {
      given = await startGjeldWorld(database)
    })
    after(() => given.app.close())

    it('hears of a consent that it got through another dialect', async () => {
      const { app, world, fresh } = given
      const at = eventReader(app.publicUrl)
      const { receiver } = await receiversOf(app)
      const token = await at.tokenOf(receiver)
      const start = await at.lastOf(token)
      const answer = await world.register(await fresh('A'))
      const [told] = await at.until(token, start, 'consent.given')
      assert.equal(told!.asker, '0192:810419512')
      assert.equal(told!.consent_id, answer.body.consent.id)
    })
  },
  'before all',
)
