import { keepCompiled } from './config/compile-cache.ts'

/** Makes what a first start would have to make: the compiled code and a migrated database. Only ever saves time. */
keepCompiled()
await import('./compose.ts')
const { prepareDatabase } = await import('../adapters/knex/embedded-database.ts')
await prepareDatabase()
process.exit()
