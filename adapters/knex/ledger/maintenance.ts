import { Problem } from '../../../server/domain/problem.ts'
import type { Clock } from '../../../server/ports/clock.ts'
import type { Maintenance, MaintenanceReport } from '../../../server/ports/ledger/maintenance.ts'
import type { OpenDatabase } from '../database/database.ts'
import { clearExpired } from './clear-expired.ts'
import { forgetPlaces } from './feeds/forget-places.ts'
import {
  dropPartition,
  dropStrays,
  existingBuckets,
  makePartition,
  strayBuckets,
  takePartitionLock,
} from './partition-statements.ts'
import { isPast, type PartitionedTable, partitionedTables, wantedBuckets } from './partitions.ts'
import type { Connection, KnexUnitOfWork } from '../database/transaction.ts'

interface Materials
  extends Pick<OpenDatabase, 'knex' | 'kind'>,
    Pick<KnexUnitOfWork, 'connection' | 'transaction'> {
  readonly clock: Clock
  /** How long feeds keep an event after its consent has ended; for ever when not said. */
  readonly feedMonths?: number
}

type Outcome = 'done' | 'nothing' | 'postponed'

/** Each step is a transaction of its own, so that no lock is held for longer than one partition takes. */
export function knexMaintenance({
  knex,
  kind,
  connection,
  transaction,
  clock,
  feedMonths,
}: Materials): Maintenance {
  const step = async (work: (on: Connection) => Promise<boolean>): Promise<Outcome> => {
    try {
      return await transaction(async on => {
        await takePartitionLock(on)
        return (await work(on)) ? 'done' : 'nothing'
      })
    } catch (error) {
      if (error instanceof Problem && error.code === 'storage.unavailable') return 'postponed'
      throw error
    }
  }

  const keep = async (partitioned: PartitionedTable): Promise<MaintenanceReport> => {
    const { table } = partitioned
    const now = clock.now()
    const existing = await existingBuckets(connection(), table)
    const strays = await strayBuckets(connection(), table)
    const wanted = new Set([...wantedBuckets(partitioned, now), ...strays.keys()])
    const missing = [...wanted].filter(bucket => !existing.includes(bucket) && !isPast(bucket, now))
    const past = existing.filter(bucket => isPast(bucket, now))
    const pastStrays = [...strays.keys()].filter(bucket => isPast(bucket, now))

    const made = await each(missing, bucket => step(on => makePartition(on, table, bucket)))
    const dropped = await each(past, bucket => step(on => dropPartition(on, table, bucket)))
    const cleared = await each(pastStrays, bucket => step(on => dropStrays(on, table, bucket)))
    return {
      partitionsMade: count(made, 'done'),
      partitionsDropped: count(dropped, 'done'),
      strayRows: [...strays.values()].reduce((sum, rows) => sum + rows, 0),
      postponed: count([...made, ...dropped, ...cleared], 'postponed'),
    }
  }

  const makeRoom = async () => (await each(partitionedTables, keep)).reduce(sum)

  return {
    makeRoom,
    async maintain() {
      const report = await makeRoom()
      await clearExpired(connection(), clock)
      if (feedMonths !== undefined) {
        await forgetPlaces(connection(), { now: clock.now(), months: feedMonths })
      }
      if (kind === 'embedded') await knex.raw('vacuum (analyze)')
      return report
    },
  }
}

/** One after the other. */
async function each<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = []
  for (const item of items) results.push(await work(item))
  return results
}

const count = (outcomes: readonly Outcome[], wanted: Outcome): number =>
  outcomes.filter(outcome => outcome === wanted).length

const sum = (a: MaintenanceReport, b: MaintenanceReport): MaintenanceReport => ({
  partitionsMade: a.partitionsMade + b.partitionsMade,
  partitionsDropped: a.partitionsDropped + b.partitionsDropped,
  strayRows: a.strayRows + b.strayRows,
  postponed: a.postponed + b.postponed,
})
