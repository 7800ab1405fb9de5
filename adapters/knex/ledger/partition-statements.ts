import type { Connection } from '../database/transaction.ts'

/** Any number, as long as nobody else in the same database uses it. */
const lockNumber = 7_269_269

/** Requests that want the table wait behind us for as long as we wait for it. */
const patience = "set local lock_timeout = '300ms'"

/** One process at a time changes partitions. The lock ends with the transaction. */
export async function takePartitionLock(on: Connection): Promise<void> {
  await on.write(patience)
  await on.write('select pg_advisory_xact_lock($1::bigint)', [lockNumber])
}

/** Buckets that have a partition. */
export async function existingBuckets(on: Connection, table: string): Promise<readonly number[]> {
  const rows = await on.read<{ name: string }>(
    `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent = $1::regclass and c.relname ~ '_[0-9]+$'`,
    [table],
  )
  return rows.map(row => Number(/\d+$/.exec(row.name)?.[0]))
}

/** How many rows of each bucket lie in the default partition. */
export async function strayBuckets(on: Connection, table: string): Promise<ReadonlyMap<number, number>> {
  const rows = await on.read<{ bucket: number; count: string }>(
    `select bucket, count(*) from ${table}_default group by bucket`,
  )
  return new Map(rows.map(row => [row.bucket, Number(row.count)]))
}

/**
 * Makes a partition and moves into it what the default one had caught for it. Attaching a table that is there already
 * does not lock the whole table as making it in place would. `false` when another process has made it.
 */
export async function makePartition(on: Connection, table: string, bucket: number): Promise<boolean> {
  const partition = `${table}_${bucket}`
  if (await exists(on, partition)) return false
  await on.write(`lock table ${table}_default in access exclusive mode`)
  await on.write(`create table ${partition} (like ${table} including all)`)
  await on.write(
    `with moved as (delete from ${table}_default where bucket = ${bucket} returning *)
     insert into ${partition} select * from moved`,
  )
  await on.write(
    `alter table ${table} attach partition ${partition} for values from (${bucket}) to (${bucket + 1})`,
  )
  return true
}

/** `false` when another process has dropped it. */
export async function dropPartition(on: Connection, table: string, bucket: number): Promise<boolean> {
  const partition = `${table}_${bucket}`
  if (!(await exists(on, partition))) return false
  await on.write(`drop table ${partition}`)
  return true
}

/** Of a bucket that is past and never had a partition. `false` when there are none. */
export async function dropStrays(on: Connection, table: string, bucket: number): Promise<boolean> {
  const { count } = await on.write(`delete from ${table}_default where bucket = $1`, [bucket])
  return count > 0
}

async function exists(on: Connection, partition: string): Promise<boolean> {
  const [row] = await on.read<{ there: boolean }>('select to_regclass($1) is not null as there', [partition])
  return row?.there === true
}
