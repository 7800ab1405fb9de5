import { closeTestDatabases } from './database.ts'

export const mochaHooks = {
  async afterAll(this: Mocha.Context): Promise<void> {
    this.timeout(30_000)
    await closeTestDatabases()
  },
}
