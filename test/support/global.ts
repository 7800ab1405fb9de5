import { closeTestDatabases } from './database.ts'

/** A worker of a parallel run has these hooks around every file, keeps its databases, and clears up when it ends. */
const isWorker = process.env.MOCHA_WORKER_ID !== undefined

export const mochaHooks = {
  async afterAll(this: Mocha.Context): Promise<void> {
    this.timeout(30_000)
    if (!isWorker) await closeTestDatabases()
  },
}
