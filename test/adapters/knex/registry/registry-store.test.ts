import { registryStoreContract } from '../../../contracts/registry-store.ts'
import { onEachDatabase } from '../../../support/database.ts'
import { storesOn } from '../../../support/stores.ts'

onEachDatabase('the registry store', database => {
  registryStoreContract(() => storesOn(database).registry)
})
