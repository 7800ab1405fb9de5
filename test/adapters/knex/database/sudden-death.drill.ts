import assert from 'node:assert/strict'
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { OpenDatabase } from '../../../../adapters/knex/database/database.ts'
import { openDatabase } from '../../../../adapters/knex/database/open-database.ts'
import { hasPostgres } from '../../../support/database.ts'
import { postgresPrograms, startPostgresCluster } from '../../../support/postgres-cluster.ts'
import { until } from '../../../support/until.ts'

const program = new URL('../../../support/write-process.ts', import.meta.url)

interface Writer {
  readonly child: ChildProcess
  readonly acknowledged: string[]
}

const startWriter = async (directory: string, url?: string): Promise<Writer> => {
  const child = fork(program, url ? [directory, url] : [directory], { stdio: 'inherit' })
  const acknowledged: string[] = []
  child.on('message', (word: string) => word !== 'failed' && acknowledged.push(word))
  await once(child, 'message')
  return { child, acknowledged }
}

const kill = async ({ child }: Writer): Promise<void> => {
  child.kill('SIGKILL')
  await once(child, 'close')
}

const assertKept = async ({ knex }: OpenDatabase, acknowledged: readonly string[]): Promise<void> => {
  const words = async (table: string): Promise<string[]> =>
    (await knex(table).select('word').orderBy('word')).map((row: { word: string }) => row.word)
  const [first, second] = [await words('first'), await words('second')]
  assert.deepEqual(first, second)
  const kept = new Set(first)
  assert.deepEqual(
    acknowledged.filter(word => !kept.has(word)),
    [],
  )
}

describe('sudden death', () => {
  let directory: string
  before(() => {
    directory = mkdtempSync(join(tmpdir(), 'samtykke-death-'))
  })
  after(() => rmSync(directory, { recursive: true, force: true }))

  it('F1 of a process on the embedded database loses nothing it acknowledged and leaves nothing half done', async () => {
    const acknowledged: string[] = []
    for (let round = 0; round < 4; round++) {
      const writer = await startWriter(directory)
      await until(async () => writer.acknowledged.length > 5)
      await sleep(7 * (round + 1))
      await kill(writer)
      acknowledged.push(...writer.acknowledged)
    }
    const database = await openDatabase({ directory })
    await assertKept(database, acknowledged)
    await database.close()
    assert.ok(acknowledged.length > 20)
  })

  it('F5 of PostgreSQL under load loses nothing acknowledged, and the same process goes on', async function () {
    if (!hasPostgres() || !postgresPrograms()) this.skip()
    const cluster = await startPostgresCluster(postgresPrograms() ?? '', { durable: true })
    const writer = await startWriter(directory, cluster.url)
    await until(async () => writer.acknowledged.length > 5)
    await cluster.restart()
    const before = writer.acknowledged.length
    await until(async () => writer.acknowledged.length > before)
    await kill(writer)
    const database = await openDatabase({ url: cluster.url, directory })
    await assertKept(database, writer.acknowledged)
    await database.close()
    await cluster.stop()
  })
})
