import { closeTestDatabases, hasPostgres, shareTestServer } from './database.ts'

/** A worker of a parallel run has these hooks around every file; it keeps its databases until it ends. */
const isWorker = process.env.MOCHA_WORKER_ID !== undefined

/** The workers of a parallel run share a PostgreSQL; a run of one process starts it when a test wants it. */
export async function mochaGlobalSetup(this: { isParallelMode(): boolean }): Promise<void> {
  if (this.isParallelMode() && hasPostgres()) await shareTestServer()
}

export const mochaGlobalTeardown = closeTestDatabases

export const mochaHooks = {
  async afterAll(this: Mocha.Context): Promise<void> {
    this.timeout(30_000)
    if (!isWorker) await closeTestDatabases()
  },
}
