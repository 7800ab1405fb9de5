import { gzipSync } from 'node:zlib'
import { monotonicMs } from '../../adapters/clock/monotonic.ts'
import { systemClock } from '../../adapters/clock/system-clock.ts'
import { randomIds } from '../../adapters/ids/random-ids.ts'
import { compressedStatuses } from '../../adapters/jose/status-list-signer.ts'
import { openPostgres } from '../../adapters/knex/database/open-database.ts'
import { knexUnitOfWork } from '../../adapters/knex/database/transaction.ts'
import { knexTokenStatuses } from '../../adapters/knex/oauth/token-statuses.ts'
import { statusListSize } from '../../server/domain/grants/status-list.ts'
import type { GrantId } from '../../server/domain/ids.ts'
import { percentiles } from '../percentiles.ts'
import { table } from '../table.ts'
import { openBenchDatabase } from '../targets/bench-database.ts'
import { endSome, fillStatuses } from './fill-statuses.ts'

const times = 50

/** Two Markdown tables: how large status lists are, and how long it takes to read and fill them beside a million live tokens. */
export async function reportStatuses(tokens = 1_000_000): Promise<string> {
  return [
    table(['places', 'ended', 'bytes', 'compressed', 'sent with gzip', 'ms'], sizes()),
    '',
    table([`of ${tokens} live tokens`, 'p50 ms', 'p95 ms', 'p99 ms'], await waits(tokens)),
  ].join('\n')
}

function sizes(): string[][] {
  const ids = randomIds({ clock: systemClock, key: 'bench' })
  const random = (size: number) => Buffer.from(ids.secret(4), 'base64url').readUInt32BE() % size
  return [statusListSize, 2 ** 20].flatMap(size =>
    [0, 0.001, 0.01, 0.1].map(share => {
      const ended = Array.from({ length: Math.round(size * share) }, () => random(size))
      const began = monotonicMs()
      const lst = compressedStatuses(ended, size)
      const milliseconds = (monotonicMs() - began).toFixed(1)
      const bytes = [size / 8, Buffer.from(lst, 'base64url').length, gzipSync(lst).length].map(String)
      return [String(size), `${share * 100} %`, ...bytes, milliseconds]
    }),
  )
}

async function waits(tokens: number): Promise<string[][]> {
  const bench = await openBenchDatabase()
  const database = openPostgres(bench.url)
  try {
    const now = systemClock.now()
    await fillStatuses(bench.url, tokens, now)
    const ids = randomIds({ clock: systemClock, key: 'bench' })
    const tools = { ...knexUnitOfWork(database.knex), clock: systemClock, ids, freshness: 0 }
    const begun = () => knexTokenStatuses(tools)
    const statuses = begun()
    const rows = [
      ['name all lists', ...(await timed(() => statuses.current()))],
      [
        'give a token a place',
        ...(await timed(() => statuses.place({ grantId: ids.uuid() as GrantId, epoch: 0, expiresAt: now }))),
      ],
    ]
    const lists = await statuses.current()
    for (const every of [1000, 100, 10]) {
      await endSome(bench.url, tokens, every)
      const [list = 0] = lists
      const reading = begun()
      const what = `all ${lists.length} lists, ${tokens / every} ended in two hours`
      rows.push([`read ${what}, as a process that begins`, ...(await timed(() => begun().ended(list)))])
      rows.push([`read ${what}`, ...(await timed(() => reading.ended(list)))])
    }
    return rows
  } finally {
    await database.close()
    await bench.stop()
  }
}

async function timed(work: (nth: number) => Promise<unknown>): Promise<string[]> {
  const taken: number[] = []
  for (let nth = 0; nth < times + 10; nth++) {
    const began = monotonicMs()
    await work(nth)
    taken.push(monotonicMs() - began)
  }
  return percentiles(taken.slice(10).toSorted((a, b) => a - b))
}
