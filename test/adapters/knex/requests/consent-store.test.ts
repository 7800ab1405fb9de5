import { consentStoreContract } from '../../../contracts/consent-store.ts'
import { onEachDatabase } from '../../../support/database.ts'
import { addFixtureParties, storesOn } from '../../../support/stores.ts'

onEachDatabase('the consent store', database => {
  beforeEach(() => addFixtureParties(database))
  consentStoreContract(() => storesOn(database))
})
