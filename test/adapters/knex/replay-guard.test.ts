import { replayGuardContract } from '../../contracts/replay-guard.ts'
import { onEachDatabase } from '../../support/database.ts'
import { storesOn } from '../../support/stores.ts'

onEachDatabase('the replay guard', database => {
  replayGuardContract(() => storesOn(database))
})
