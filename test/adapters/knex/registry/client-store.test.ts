import { clientStoreContract } from '../../../contracts/client-store.ts'
import { onEachDatabase } from '../../../support/database.ts'
import { storesOn } from '../../../support/stores.ts'

onEachDatabase('the client store', database => {
  clientStoreContract(() => storesOn(database).clients)
})
