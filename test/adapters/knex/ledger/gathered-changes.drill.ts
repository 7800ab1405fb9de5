import assert from 'node:assert/strict'
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase } from '../../../../adapters/knex/database/open-database.ts'
import { knexUnitOfWork } from '../../../../adapters/knex/database/transaction.ts'
import type { NumberedEvent } from '../../../../server/domain/event.ts'
import type { FeedEntry } from '../../../../server/ports/ledger/feeds.ts'
import { freshPostgresUrl, onPostgres, type TestDatabase } from '../../../support/database.ts'
import { bank } from '../../../support/fixtures.ts'
import { assertLedgerHolds, brokenLink } from '../../../support/ledger.ts'
import { addFixtureParties, storesOn } from '../../../support/stores.ts'
import { until } from '../../../support/until.ts'

const program = new URL('../../../support/consent-process.ts', import.meta.url)
const deaths = 4

interface Server {
  readonly child: ChildProcess
  /** Ids of the events that it was told are kept. */
  readonly kept: string[]
}

async function start(directory: string, url?: string): Promise<Server> {
  const child = fork(program, url ? [directory, url] : [directory], { stdio: 'inherit' })
  const kept: string[] = []
  child.on('message', (id: string) => id !== 'failed' && kept.push(id))
  await once(child, 'message')
  return { child, kept }
}

async function kill({ child }: Server): Promise<void> {
  child.kill('SIGKILL')
  await once(child, 'close')
}

/** Dies while it is at work, a little later each time. */
async function dieAfter(server: Server, round: number): Promise<readonly string[]> {
  await until(async () => server.kept.length > 60)
  await sleep(7 * round)
  await kill(server)
  return server.kept
}

async function opened(directory: string, url?: string): Promise<TestDatabase> {
  const database = await openDatabase({ url, directory, migrated: true })
  return { ...database, ...knexUnitOfWork(database.knex) }
}

async function assertKept(database: TestDatabase, told: readonly string[]): Promise<void> {
  await assertLedgerHolds(database.knex)
  const lost = await database
    .connection()
    .read(
      'select id from unnest($1::uuid[]) as told (id) where not exists (select from event e where e.id = told.id)',
      [told],
    )
  assert.deepEqual(lost, [])
}

/** Whether what those who died have sent is at its end. Nobody else may ask meanwhile. */
async function isQuiet(database: TestDatabase): Promise<boolean> {
  const busy = await database.connection().read(
    `select from pg_stat_activity
       where datname = current_database() and state <> 'idle' and pid <> pg_backend_pid()`,
  )
  return busy.length === 0
}

describe('Changes of one asker that are kept many at once', () => {
  let directory: string
  before(() => {
    directory = mkdtempSync(join(tmpdir(), 'samtykke-gathered-'))
  })
  after(() => rmSync(directory, { recursive: true, force: true }))

  it(`F1: are all there or not at all after ${deaths} deaths of a process on the embedded database`, async () => {
    const place = join(directory, 'embedded')
    const first = await opened(place)
    await addFixtureParties(first)
    await first.close()
    const told: string[] = []
    for (let round = 0; round < deaths; round++) told.push(...(await dieAfter(await start(place), round)))
    const database = await opened(place)
    await assertKept(database, told)
    await database.close()
  })

  onPostgres(() => {
    it(`F1: reach who follows, without a gap, from two processes of which one dies ${deaths} times`, async () => {
      const url = await freshPostgresUrl()
      const database = await opened(directory, url)
      try {
        await addFixtureParties(database)
        const staying = await start(directory, url)
        const told: string[] = []
        const follower = follow(database)
        for (let round = 0; round < deaths; round++)
          told.push(...(await dieAfter(await start(directory, url), round)))
        await kill(staying)
        told.push(...staying.kept)
        const { events, entries } = await follower.end()

        await assertKept(database, told)
        assert.equal(brokenLink(events), undefined)
        const read = new Set(events.map(({ id }) => id as string))
        assert.deepEqual(
          told.filter(id => !read.has(id)),
          [],
        )
        assert.deepEqual(
          entries.map(({ event, place }) => [place, event.id]),
          events.map(({ id, sequence }) => [sequence, id]),
        )
      } finally {
        await database.close()
      }
    })
  })
})

/** Reads on in both feeds of the asker, by number and by place, giving places meanwhile, and to their ends once nobody writes. */
function follow(database: TestDatabase) {
  const { query, feeds } = storesOn(database)
  const events: NumberedEvent[] = []
  const entries: FeedEntry[] = []
  let isOver = false
  const step = async (): Promise<boolean> => {
    const more = await feeds.place()
    const numbered = await query.events(bank, events.at(-1)?.sequence ?? 0, 50)
    const placed = await feeds.read({ kind: 'party', party: bank }, entries.at(-1)?.place ?? 0, 50)
    events.push(...numbered)
    entries.push(...placed)
    return more || numbered.length + placed.length > 0
  }
  const following = (async () => {
    while (!isOver) await step()
  })()
  return {
    async end() {
      isOver = true
      await following
      await until(() => isQuiet(database))
      while (await step());
      return { events, entries }
    },
  }
}
