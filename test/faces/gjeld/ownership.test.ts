import assert from 'node:assert/strict'
import { onEachDatabase } from '../../support/database.ts'
import {
  agreementScope,
  api,
  both,
  type Fresh,
  feedScope,
  type GjeldWorld,
  presentation,
  startGjeldWorld,
} from '../../support/gjeld-world.ts'
import { giveClientTo } from '../../support/taken-over.ts'
import type { WholeApp } from '../../support/whole-app.ts'

onEachDatabase(
  'gjeld: consents that were given to an organization',
  database => {
    let app: WholeApp
    let world: GjeldWorld
    let fresh: Fresh

    before(async () => {
      ;({ app, world, fresh } = await startGjeldWorld(database))
    })
    after(() => app.close())

    const takeOver = (id: string) => giveClientTo({ database, clients: app.stores.clients }, id, '310000003')

    it('are unknown to the next owner of the client, which learns nothing and changes nothing', async () => {
      const a = await fresh('A')
      const { id } = (await world.register(a)).body.consent
      const token = await world.machine(a, both, 'debt')
      const asked = async () => [
        (await world.call('GET', `${api.debt}/${id}`, { token })).status,
        (await world.call('GET', `${api.debt}/${id}/status`, { token })).body.active,
      ]
      assert.deepEqual(await asked(), [200, true])
      await takeOver(a.client_id)
      assert.deepEqual(await asked(), [403, false])
      assert.notEqual((await world.call('DELETE', `${api.debt}/${id}`, { token })).status, 204)
      assert.equal((await app.stores.consents.findGrant(id))?.state.name, 'active')
      assert.equal((await world.register(a)).status, 409)
      assert.deepEqual((await world.feed(a)).body.result, [])
    })

    it('give a person’s token to the debt API no more once the client is another’s', async () => {
      const a = await fresh('A')
      const asked = { scope: `${presentation}.30`, callback: 'https://a.example/cb' }
      const token = await world.personal(a, asked)
      assert.equal((await world.call('GET', api.debt, { token })).status, 200)
      await takeOver(a.client_id)
      assert.equal((await world.call('GET', api.debt, { token })).status, 403)
    })

    it('are used by nobody after the client is removed, whatever token it has', async () => {
      const a = await fresh('A')
      const { id } = (await world.register(a)).body.consent
      const tokens = {
        debt: await world.machine(a, both, 'debt'),
        feed: await world.machine(a, feedScope, 'feed'),
        agreement: await world.machine(a, agreementScope, 'agreement'),
      }
      await app.stores.clients.remove(a.client_id)
      assert.equal((await world.call('GET', `${api.debt}/${id}`, { token: tokens.debt })).status, 403)
      const feed = `${api.feed}?fromSequenceNr=1&limit=1`
      assert.equal((await world.call('GET', feed, { token: tokens.feed })).status, 401)
      assert.equal(
        (await world.call('PUT', api.agreement, { token: tokens.agreement, body: {} })).status,
        401,
      )
    })
  },
  'before all',
)
