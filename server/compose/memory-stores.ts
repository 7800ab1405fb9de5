import { systemClock } from '../../adapters/clock/system-clock.ts'
import { randomSecret } from '../../adapters/ids/random-secret.ts'
import { openMemoryDatabase } from '../../adapters/knex/database/embedded/embedded-database.ts'
import { knexUnitOfWork } from '../../adapters/knex/database/transaction.ts'
import type { Config } from '../config/config.ts'
import type { AuditLog } from '../ports/ledger/audit-log.ts'
import { storesOver } from './storage.ts'

const unheard: AuditLog = { record: () => {}, written: async () => {} }

/** Every store over a new database in memory, gone when it is closed. Nobody hears of what happens there. */
export async function openMemoryStores({ session }: Pick<Config, 'session'>) {
  const database = await openMemoryDatabase({ migrated: true })
  const units = knexUnitOfWork(database.knex, database.lanes)
  const stores = storesOver({
    database,
    units,
    clock: systemClock,
    session,
    encryptionKeys: [randomSecret(32)],
    audit: unheard,
  })
  await stores.masterKeys.load()
  return { ...stores, close: () => database.close() }
}
