import { monotonicMs } from '../../adapters/clock/monotonic.ts'
import { systemClock } from '../../adapters/clock/system-clock.ts'
import { openPostgres } from '../../adapters/knex/database/open-database.ts'
import { knexUnitOfWork } from '../../adapters/knex/database/transaction.ts'
import { openKeys } from '../../server/compose/keys.ts'
import { openLedger } from '../../server/compose/ledger.ts'
import { storesOver } from '../../server/compose/storage.ts'
import { table } from '../table.ts'
import { openBenchDatabase } from '../targets/bench-database.ts'
import { fillLedger } from './fill-ledger.ts'

/** A Markdown table: how long it takes to hold a ledger of a million events against itself, its rows and an anchor. */
export async function reportLedger(events = 1_000_000): Promise<string> {
  const bench = await openBenchDatabase()
  const database = openPostgres(bench.url)
  try {
    const filled = await timed(() => fillLedger(bench.url, events))
    const ledger = await openBenchLedger(database)
    const anchored = await timed(() => ledger.anchorNow())
    const verified = await timed(() => ledger.verify(undefined))
    const { misfit, ...found } = verified.result
    if (misfit || found.events !== filled.result) throw new Error(`Not verified: ${JSON.stringify(misfit)}`)
    const rate = (found.events / verified.seconds).toFixed(0)
    return table(
      ['ledger', 'events', 'seconds', 'per second'],
      [
        ['anchor', String(found.events), anchored.seconds.toFixed(2), ''],
        ['verify', String(found.events), verified.seconds.toFixed(1), rate],
      ],
    )
  } finally {
    await database.close()
    await bench.stop()
  }
}

async function openBenchLedger(database: ReturnType<typeof openPostgres>) {
  const stores = storesOver({
    database,
    units: knexUnitOfWork(database.knex),
    clock: systemClock,
    encryptionKeys: ['a key that only the bench knows of, long enough'],
    session: { idleMinutes: 30, longestMinutes: 480 },
    audit: { record: () => {}, written: async () => {} },
  })
  const config = { keyPublishAheadSeconds: 0, ledger: { anchorEverySeconds: 3600, anchorDir: undefined } }
  const keys = await openKeys({ config, stores, onError: console.error })
  keys.stop()
  return openLedger({ config, publicUrl: undefined, stores, keys })
}

async function timed<T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly seconds: number }> {
  const began = monotonicMs()
  const result = await work()
  return { result, seconds: (monotonicMs() - began) / 1000 }
}
