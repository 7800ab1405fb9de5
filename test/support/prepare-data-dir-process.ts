import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { openEmbeddedDatabase } from '../../adapters/knex/database/embedded/embedded-database.ts'
import { start } from '../../server/compose/start.ts'
import { composeConfig } from '../../server/compose/config.ts'
import { emptyTables } from './database.ts'

/** Starts a server once for the keys and tables it makes, and takes away what it wrote of its own address. */
const config = composeConfig()
const server = await start(config)
await server.close()
const database = await openEmbeddedDatabase(join(config.dataDir, 'database'))
await emptyTables(database)
await database.close()
await rm(join(config.dataDir, 'demo.json'))
process.stdout.write('prepared\n')
