import assert from 'node:assert/strict'
import { openSigningKeys, rotateSigningKey } from '../../../adapters/jose/signing-keys.ts'
import { publishedKeys } from '../../../adapters/jose/receipt/published-keys.ts'
import { handSetClock } from '../../support/clock.ts'
import { embeddedDatabase, emptyTables } from '../../support/database.ts'
import { storesAt } from '../../support/stores.ts'

describe('The keys that receipts are checked with', () => {
  it('are looked up at most once a minute, and show a change by then', async () => {
    const database = await embeddedDatabase()
    await emptyTables(database)
    const clock = handSetClock()
    const { keys: store } = storesAt(database, clock)
    const life = { store, clock, publishAhead: 0, longestToken: 0 }
    const keys = await openSigningKeys({ ...life, onError: () => {} })
    let lookedUp = 0
    const history = async () => {
      lookedUp++
      return store.history()
    }
    const published = publishedKeys({ keys, store: { history }, clock })

    const first = await published()
    await rotateSigningKey(life)
    clock.move(59_000)
    assert.equal(await published(), first)
    clock.move(2_000)
    assert.equal((await published()).length, first.length + 1)
    assert.equal(lookedUp, 2)
    keys.stop()
  })
})
