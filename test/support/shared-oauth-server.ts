import { emptyTables, type TestDatabase } from './database.ts'
import { keepRows } from './kept-rows.ts'
import { type OAuthServer, startOAuthServer } from './oauth-server.ts'

/**
 * The house issuer, started once for the tests of this block. Each test finds what the start wrote, the clock not moved, and a
 * person who agrees. Read its members inside hooks and tests only.
 */
export function sharedOAuthServer(
  database: TestDatabase,
  options: Parameters<typeof startOAuthServer>[1] = {},
): OAuthServer {
  const standIn = {} as OAuthServer
  before(async () => {
    await emptyTables(database)
    Object.assign(standIn, await startOAuthServer(database, options))
    database.makeReady = await keepRows(database)
  })
  afterEach(() => {
    standIn.clock.reset()
    Object.assign(standIn.decider, { party: standIn.kari.id, outcome: 'accept' })
  })
  after(() => standIn.close())
  return standIn
}
