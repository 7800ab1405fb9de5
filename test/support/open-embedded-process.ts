import { openEmbeddedDatabase } from '../../adapters/knex/database/embedded/embedded-database.ts'

/** Opens the embedded database in a directory for the first time, as a server does, and tells when it is open. */
const [directory = ''] = process.argv.slice(2)
const database = await openEmbeddedDatabase(directory, { migrated: true })
await database.knex.raw('select 1')
process.stdout.write('opened\n')
process.stdin.resume()
