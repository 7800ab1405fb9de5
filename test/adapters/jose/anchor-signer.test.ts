import assert from 'node:assert/strict'
import { anchorSigner } from '../../../adapters/jose/anchors/anchor-signer.ts'
import { openSigningKeys } from '../../../adapters/jose/signing-keys.ts'
import { beforeFirstAnchor } from '../../../server/domain/ledger.ts'
import { handSetClock } from '../../support/clock.ts'
import { embeddedDatabase, emptyTables } from '../../support/database.ts'
import { storesAt } from '../../support/stores.ts'

const claims = {
  number: 1,
  previous: beforeFirstAnchor,
  events: 0,
  streams: 0,
  heads: '',
  older_form_until: null,
}

describe('A signed anchor', () => {
  it('is not taken for a forged one when the keys cannot be had', async () => {
    const database = await embeddedDatabase()
    await emptyTables(database)
    const clock = handSetClock()
    const { keys: store } = storesAt(database, clock)
    const keys = await openSigningKeys({ store, clock, publishAhead: 0, longestToken: 0, onError: () => {} })
    keys.stop()
    const away = new Error('The database is away')
    const signer = anchorSigner({ keys, published: () => Promise.reject(away), issuer: undefined })
    await assert.rejects(signer.open(await signer.sign(claims, clock.now())), away)
  })
})
