import { openPostgres } from '../../adapters/knex/database/open-database.ts'
import { knexUnitOfWork } from '../../adapters/knex/database/transaction.ts'
import { startOAuthServer } from './oauth-server.ts'

/** A second process of the same issuer over the same database. */
const { DATABASE_URL: url = '', ISSUER: issuer = '' } = process.env
const database = openPostgres(url)
const server = await startOAuthServer({ ...database, ...knexUnitOfWork(database.knex) }, { issuer })
process.once('SIGTERM', () => void server.close().then(() => database.close()))
console.log(`ready ${server.address}`)
