import { migrations } from '../../adapters/knex/migrate.ts'
import { openPostgres } from '../../adapters/knex/open-database.ts'

const database = openPostgres(process.argv[2] ?? '')
process.send?.(await migrations(database).up())
await database.close()
process.disconnect?.()
