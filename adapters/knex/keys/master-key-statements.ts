import type { Connection } from '../database/transaction.ts'

export interface MasterKeyRow {
  readonly id: string
  /** `null` for a key of the configuration. */
  readonly wrapped: string | null
  readonly wrapped_by: string | null
  /** `null` for one that was never in use. */
  readonly active_from: Date | null
}

/** Any number, as long as nobody else in the same database uses it. */
const lockNumber = 7_269_270

/** Keys are changed by one process at a time. The lock ends with the transaction. */
export async function takeKeyLock(on: Connection): Promise<void> {
  await on.write('select pg_advisory_xact_lock($1::bigint)', [lockNumber])
}

export async function isMigrated(on: Connection): Promise<boolean> {
  const [row] = await on.read<{ there: boolean }>(`select to_regclass('master_key') is not null as there`)
  return row?.there === true
}

/** Whether something was sealed before it was said under which key. */
export async function isUsed(on: Connection): Promise<boolean> {
  const [row] = await on.read<{ used: boolean }>(
    'select exists (select from party) or exists (select from signing_key) as used',
  )
  return row?.used === true
}

/** The oldest first. */
export const keyRows = (on: Connection): Promise<readonly MasterKeyRow[]> =>
  on.read<MasterKeyRow>('select id, wrapped, wrapped_by, active_from from master_key order by created_at, id')

interface NewKey {
  readonly id: string
  readonly wrapped: string
  readonly by: string
  readonly now: Date
}

export async function addMasterKey(on: Connection, { id, wrapped, by, now }: NewKey): Promise<void> {
  await on.write('insert into master_key (id, wrapped, wrapped_by, created_at) values ($1, $2, $3, $4)', [
    id,
    wrapped,
    by,
    now,
  ])
}

interface Use {
  readonly id: string
  readonly from: Date
  readonly now: Date
}

/** From then on; a key that was put in use at the same moment gives way. */
export async function putInUse(on: Connection, { id, from, now }: Use): Promise<void> {
  await on.write(
    "update master_key set active_from = $1::timestamptz - interval '1 millisecond' where active_from >= $1::timestamptz",
    [from],
  )
  await on.write(
    `insert into master_key (id, active_from, created_at) values ($1, $2, $3)
     on conflict (id) do update set active_from = $2`,
    [id, from, now],
  )
}
