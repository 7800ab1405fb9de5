import assert from 'node:assert/strict'
import { openPostgres } from '../../../../adapters/knex/database/open-database.ts'
import { knexUnitOfWork } from '../../../../adapters/knex/database/transaction.ts'
import { knexReplayGuard } from '../../../../adapters/knex/oauth/replay-guard.ts'
import { replayGuardContract } from '../../../contracts/replay-guard.ts'
import { freshPostgresUrl, onEachDatabase, onPostgres } from '../../../support/database.ts'
import { handSetClock } from '../../../support/clock.ts'
import { at } from '../../../support/fixtures.ts'
import { storesOn } from '../../../support/stores.ts'

onEachDatabase('the replay guard', database => {
  replayGuardContract(() => storesOn(database))
})

describe('the replay guard of two processes', () => {
  onPostgres(() => {
    it('has one winner of fifty at once over two pools', async () => {
      const url = await freshPostgresUrl()
      const databases = [openPostgres(url), openPostgres(url)]
      const guards = databases.map(({ knex }) =>
        knexReplayGuard({ ...knexUnitOfWork(knex), clock: handSetClock() }),
      )
      const burning = Array.from({ length: 50 }, (_, index) =>
        guards[index % 2]!.burn(['client', 'raced'], at(120_000)),
      )
      const won = await Promise.all(burning)
      await Promise.all(databases.map(({ close }) => close()))
      assert.equal(won.filter(Boolean).length, 1)
    })
  })
})
