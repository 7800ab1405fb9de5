import { dayBucket, monthBase, monthBucket } from '../bucket.ts'

/** Tables that are partitioned by bucket, and whether buckets of months occur in them. */
export const partitionedTables = [
  { table: 'artifact', months: true },
  { table: 'replay', months: false },
  { table: 'browser_state', months: false },
  { table: 'idempotency', months: false },
  { table: 'token_status', months: false },
] as const

export type PartitionedTable = (typeof partitionedTables)[number]

const dayMilliseconds = 86_400_000
const daysAhead = 3
const monthsAhead = 14

/** A row is kept at least this much longer than it lasts. */
const margin = dayMilliseconds

/** The buckets that should have a partition now. */
export function wantedBuckets({ months }: PartitionedTable, now: Date): readonly number[] {
  const yesterday = new Date(now.getTime() - margin)
  const days = range(dayBucket(yesterday), dayBucket(now) + daysAhead)
  return months ? [...days, ...range(monthBucket(yesterday), monthBucket(now) + monthsAhead)] : days
}

/** Whether every row of the bucket has been over for a while. */
export function isPast(bucket: number, now: Date): boolean {
  const yesterday = new Date(now.getTime() - margin)
  return bucket < (bucket < monthBase ? dayBucket(yesterday) : monthBucket(yesterday))
}

const range = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index)
