import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { percentiles } from '../percentiles.ts'
import { table } from '../table.ts'
import { openBenchDatabase } from '../targets/bench-database.ts'
import { fillAskers } from './fill-askers.ts'
import type { Consent, Done, Work } from './work.ts'

const processes = 2
const atOnce = 32
const seconds = 4
/** More than any process does in that time. */
const mostPerSecond = 6_000
const kinds: readonly Work['kind'][] = ['questions', 'answers', 'uses']

/** Microseconds that each commit to disk takes longer. */
const delays = [0, 5_000]

const header = [
  'what',
  'commits',
  'askers',
  'per second',
  'p50 ms',
  'p95 ms',
  'p99 ms',
  'for each write to disk',
]

/**
 * A Markdown table: what two processes keep of questions, answers and uses of one asker and of sixteen, on PostgreSQL as the
 * disk here is and as if each write to it took 5 ms longer.
 */
export async function reportAskers(): Promise<string> {
  const bench = await openBenchDatabase()
  try {
    const rows: string[][] = []
    for (const delay of delays)
      for (const kind of kinds)
        for (const askers of [1, 16]) rows.push(await measured(bench.url, { kind, askers, delay }))
    return table(header, rows)
  } finally {
    await bench.stop()
  }
}

interface Case {
  readonly kind: Work['kind']
  readonly askers: number
  readonly delay: number
}

async function measured(databaseUrl: string, { kind, askers, delay }: Case): Promise<string[]> {
  const consents = await fillAskers(databaseUrl, { kind, askers, consents: mostPerSecond * seconds })
  const share = (nth: number): readonly Consent[] =>
    consents.filter((_, index) => Math.floor(index / askers) % processes === nth)
  const works = await Promise.all(
    Array.from({ length: processes }, (_, nth) =>
      makeReady({ kind, databaseUrl, seconds, atOnce: atOnce / processes, consents: share(nth) }),
    ),
  )
  await delayCommits(databaseUrl, delay)
  const before = await syncs(databaseUrl)
  const all = await Promise.all(works.map(begin => begin()))
  await delayCommits(databaseUrl, 0)
  const written = (await syncs(databaseUrl)) - before
  const taken = all.flatMap(one => one.taken).sort((a, b) => a - b)
  const perSecond = all.reduce((sum, one) => sum + one.taken.length / one.seconds, 0)
  return [
    kind,
    delay === 0 ? 'as they are' : `${delay / 1000} ms more`,
    String(askers),
    perSecond.toFixed(0),
    ...percentiles(taken),
    (taken.length / written).toFixed(1),
  ]
}

/** As a slower disk would: whoever writes for those who wait, waits so long first. */
async function delayCommits(databaseUrl: string, microseconds: number): Promise<void> {
  await asked(databaseUrl, `alter system set commit_delay = ${microseconds}`)
  await asked(databaseUrl, 'alter system set commit_siblings = 0')
  await asked(databaseUrl, 'select pg_reload_conf()')
}

async function syncs(databaseUrl: string): Promise<number> {
  const [row] = await asked<{ syncs: string }>(databaseUrl, 'select wal_sync as syncs from pg_stat_wal')
  return Number(row?.syncs)
}

async function asked<Row extends object>(databaseUrl: string, text: string): Promise<readonly Row[]> {
  const client = new Client(databaseUrl)
  await client.connect()
  const { rows } = await client.query<Row>(text).finally(() => client.end())
  return rows
}

/** A process that does the work when it is told to. */
async function makeReady(work: Work): Promise<() => Promise<Done>> {
  const child = fork(fileURLToPath(new URL('./work-process.ts', import.meta.url)), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const answer = () =>
    new Promise<unknown>((resolve, reject) => {
      child.once('message', resolve)
      child.once('error', reject)
      child.once('exit', code => code && reject(new Error(`A process ended with ${code}`)))
    })
  const ready = answer()
  child.send(work)
  await ready
  return async () => {
    const done = answer()
    child.send('begin')
    return (await done) as Done
  }
}
