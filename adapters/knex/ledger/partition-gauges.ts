import type { Clock } from '../../../server/ports/clock.ts'
import { monthBase } from '../bucket.ts'
import { existingBuckets, strayBuckets } from './partition-statements.ts'
import { partitionedTables } from './partitions.ts'
import type { KnexUnitOfWork } from '../database/transaction.ts'

interface Materials extends Pick<KnexUnitOfWork, 'connection'> {
  readonly clock: Clock
}

const daySeconds = 86_400

/** What an operator watches: whether maintenance keeps up. */
export const partitionGauges = ({ connection, clock }: Materials) => ({
  /** Rows that lie in default partitions because their own was missing. */
  async defaultPartitionRows(): Promise<number> {
    const strays = await Promise.all(partitionedTables.map(({ table }) => strayBuckets(connection(), table)))
    return strays.flatMap(rows => [...rows.values()]).reduce((sum, rows) => sum + rows, 0)
  },
  /** Seconds until the table that is worst off has no partition for a row of the day. */
  async partitionAheadSeconds(): Promise<number> {
    const buckets = await Promise.all(
      partitionedTables.map(({ table }) => existingBuckets(connection(), table)),
    )
    const ends = buckets.map(
      all => (Math.max(-1, ...all.filter(bucket => bucket < monthBase)) + 1) * daySeconds,
    )
    return Math.min(...ends) - clock.now().getTime() / 1000
  },
})
