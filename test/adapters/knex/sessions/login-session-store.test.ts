import { loginSessionStoreContract } from '../../../contracts/login-session-store.ts'
import { onEachDatabase } from '../../../support/database.ts'
import { storesOn } from '../../../support/stores.ts'

onEachDatabase('the login session store', database => {
  loginSessionStoreContract(() => storesOn(database))
})
