import assert from 'node:assert/strict'
import { jwtBearer } from '../../support/maskinporten.ts'
import { onMaskinporten, withConsent } from '../../support/maskinporten-world.ts'
import { statuses } from '../../support/send.ts'

onMaskinporten('maskinporten: a withdrawal and tokens', world => {
  it('S64 gives no token for a withdrawn consent, however soon after', async () => {
    const tryOnce = async () => {
      const { id, withdraw } = await world.give()
      const assertion = await world.assertionOf(world.clients.O1, { claims: withConsent(id) })
      await withdraw()
      return world.post({ grant_type: jwtBearer, assertion })
    }
    for (let round = 0; round < 25; round++) {
      const answers = await Promise.all(Array.from({ length: 10 }, tryOnce))
      assert.deepEqual(statuses(answers), { 400: 10 })
    }
  })

  it('S64 gives either a token or, once withdrawn, none, when both come at once', async () => {
    for (let time = 0; time < 20; time++) {
      const { id, grantId, withdraw } = await world.give()
      const asking = Array.from({ length: 5 }, () => world.ask(world.clients.O1, { claims: withConsent(id) }))
      const [answers] = await Promise.all([Promise.all(asking), withdraw()])
      const tokens = answers.filter(({ status }) => status === 200).length
      const { uses } = await world.core.showGrant({ id: grantId, reader: world.giver.id })
      assert.equal(uses.length, tokens)
      const { json } = await world.ask(world.clients.O1, { claims: withConsent(id) })
      assert.match(String(json.error_description), /AM-00011 withdrawn/)
    }
  })
})
