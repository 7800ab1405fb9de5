import assert from 'node:assert/strict'
import { partyRightsContract } from '../../../contracts/party-rights.ts'
import { onEachDatabase } from '../../../support/database.ts'
import { at, bank, kari, noon, ola } from '../../../support/fixtures.ts'
import { addFixtureParties, storesOn } from '../../../support/stores.ts'
import { vouched } from '../../../support/vouched.ts'

onEachDatabase('the register of rights', database => {
  beforeEach(() => addFixtureParties(database))
  partyRightsContract(() => storesOn(database))

  it('keeps what proves a right under the key of the person it tells of, and loses it with either of both', async () => {
    const { rights, parties } = storesOn(database)
    const validity = { from: noon, to: at(3600_000) }
    const document = { name: 'Vergefullmakt for Kari.pdf' }
    const right = (actor: typeof ola, onBehalfOf: typeof ola) =>
      vouched({ actor, onBehalfOf, resource: 'consents', action: '*' }, validity, { document })
    const given = await rights.give([right(ola, kari), right(kari, bank)], 'Vera')
    const rows = () => database.knex('party_right').orderBy('id').select('sealed', 'sealed_under')
    assert.deepEqual(
      (await rows()).map(row => row.sealed_under),
      [kari, kari],
    )
    assert.doesNotMatch(JSON.stringify((await rows()).map(({ sealed }) => String(sealed))), /Vergefullmakt/)
    await rights.end([given[1]!.id], { by: 'Vera', how: 'ended' })
    await parties.forget(ola)
    assert.deepEqual((await rights.find(given[0]!.id))?.document, undefined)
    assert.deepEqual((await rights.find(given[1]!.id))?.document, document)
    await parties.forget(kari)
    assert.deepEqual((await rights.find(given[1]!.id))?.document, undefined)
    assert.deepEqual(
      (await database.knex('ended_right').select('sealed')).map(({ sealed }) => sealed),
      [null],
    )
  })
})
