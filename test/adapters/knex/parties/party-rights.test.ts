import { partyRightsContract } from '../../../contracts/party-rights.ts'
import { onEachDatabase } from '../../../support/database.ts'
import { addFixtureParties, storesOn } from '../../../support/stores.ts'

onEachDatabase('the register of rights', database => {
  beforeEach(() => addFixtureParties(database))
  partyRightsContract(() => storesOn(database))
})
