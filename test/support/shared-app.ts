import { movableClock } from '../../adapters/clock/movable-clock.ts'
import { knexPartyStore } from '../../adapters/knex/parties/party-store.ts'
import { knexClientStore } from '../../adapters/knex/registry/client-store.ts'
import { knexRegistryStore } from '../../adapters/knex/registry/registry-store.ts'
import { emptyTables, type TestDatabase } from './database.ts'
import { keepRows } from './kept-rows.ts'
import { storesAt } from './stores.ts'
import { startWholeApp, type WholeApp } from './whole-app.ts'

/**
 * The whole server, started once for the tests of this block, because a start takes longer than most of them. Each test finds
 * what the start wrote, and the clock not moved. Read its members inside hooks and tests only.
 */
export function sharedApp(database: TestDatabase): WholeApp {
  const standIn = {} as WholeApp
  before(async () => {
    await emptyTables(database)
    Object.assign(standIn, await startWholeApp(database, {}, readingAnew(database)))
    database.makeReady = await keepRows(database)
  })
  afterEach(() => standIn.clock.reset())
  after(() => standIn.close())
  return standIn
}

/** A store that keeps what it has read for seconds would not see the rows that are put back. */
const readingAnew = (database: TestDatabase) => {
  const { ids, sealers, texts } = storesAt(database, movableClock)
  const materials = { ...database, clock: movableClock, ids, texts, freshness: 0 }
  return {
    clients: knexClientStore(materials),
    registry: knexRegistryStore(materials),
    parties: knexPartyStore({ ...materials, sealer: sealers.numbers }),
  }
}
