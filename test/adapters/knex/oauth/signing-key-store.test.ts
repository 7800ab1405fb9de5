import { signingKeyStoreContract } from '../../../contracts/signing-key-store.ts'
import { onEachDatabase } from '../../../support/database.ts'
import { storesOn } from '../../../support/stores.ts'

onEachDatabase('the signing key store', database => {
  signingKeyStoreContract(() => storesOn(database))
})
