import { keepCompiled } from './config/process/compile-cache.ts'

/** Makes what a first start would have to make: the compiled code and a migrated database. It only ever saves time. */
keepCompiled()
await import('./compose/start.ts')
await import('../adapters/pdf/authority/make-seal-chain.ts')
await import('./demo/authority/signing-authority.ts')
const { prepareDatabase } = await import('../adapters/knex/database/embedded/embedded-database.ts')
await prepareDatabase()
process.exit()
