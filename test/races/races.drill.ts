import assert from 'node:assert/strict'
import { assertLedgerHolds } from '../support/ledger.ts'
import { onEachPlace } from '../support/samtykke-place.ts'
import { oneWinner } from './one-winner.ts'
import { withdrawal } from './withdrawal.ts'

onEachPlace('Races', place => {
  oneWinner(place)
  withdrawal(place)

  it('ends with nothing half done, and one grant for each yes', async () => {
    for (const one of place.processes) assert.equal(await one.stop(), 0)
    const { knex, close } = await place.open()
    try {
      const { grants } = await assertLedgerHolds(knex)
      assert.equal(grants.length, place.person.answered())
    } finally {
      await close()
    }
  })
})
