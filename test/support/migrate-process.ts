import { migrations } from '../../adapters/knex/database/migrate.ts'
import { openPostgres } from '../../adapters/knex/database/open-database.ts'

const database = openPostgres(process.argv[2] ?? '')
process.send?.(await migrations(database).up())
await database.close()
process.disconnect?.()
