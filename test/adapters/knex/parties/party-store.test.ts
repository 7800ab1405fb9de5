import { partyStoreContract } from '../../../contracts/party-store.ts'
import { onEachDatabase } from '../../../support/database.ts'
import { storesOn } from '../../../support/stores.ts'

onEachDatabase('the party store', database => {
  partyStoreContract(() => storesOn(database).parties)
})
