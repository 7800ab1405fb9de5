import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { closeTestDatabases, hasPostgres, shareTestServer } from './database.ts'
import { shareDataDir } from './fresh-data-dir.ts'
import { assertDocumented, keepAnswers } from './recorded-answers.ts'

/** A worker of a parallel run has these hooks around every file; it keeps its databases until it ends. */
const isWorker = process.env.MOCHA_WORKER_ID !== undefined

/** The workers of a parallel run share a PostgreSQL and keys; a run of one process makes them when a test wants them. */
export async function mochaGlobalSetup(this: { isParallelMode(): boolean }): Promise<void> {
  if (!this.isParallelMode()) return
  await shareCompiledCode()
  keepAnswers()
  await Promise.all([hasPostgres() ? shareTestServer() : undefined, shareDataDir()])
}

/** What Node compiles is kept for the workers and for the servers they start, as long as the run takes. */
async function shareCompiledCode(): Promise<void> {
  if (process.env.NODE_COMPILE_CACHE !== undefined) return
  const directory = await mkdtemp(join(tmpdir(), 'samtykke-compiled-'))
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }))
  process.env.NODE_COMPILE_CACHE = directory
}

export const mochaGlobalTeardown = closeTestDatabases

export const mochaHooks = {
  afterEach: assertDocumented,

  async afterAll(this: Mocha.Context): Promise<void> {
    assertDocumented()
    if (!isWorker) await closeTestDatabases()
  },
}
