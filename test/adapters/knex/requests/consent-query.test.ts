import { consentQueryContract } from '../../../contracts/consent-query.ts'
import { onEachDatabase } from '../../../support/database.ts'
import { addFixtureParties, storesOn } from '../../../support/stores.ts'

onEachDatabase('the consent query', database => {
  beforeEach(() => addFixtureParties(database))
  consentQueryContract(() => storesOn(database))
})
