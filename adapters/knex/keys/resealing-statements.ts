import type { Connection } from '../database/transaction.ts'
import { kinds } from './kinds/index.ts'

/** How far the rows of one kind have been sealed anew. */
export interface Progress {
  readonly kind: string
  /** The last key of the rows that were looked at; `null` before the first. */
  readonly position: string | null
  readonly started_at: Date
}

/** Every kind is looked through from the start, from then on. */
export async function startResealing(on: Connection, from: Date): Promise<void> {
  await on.write(
    `insert into resealing (kind, started_at) select unnest($1::text[]), $2
     on conflict (kind) do update set position = null, started_at = $2, finished_at = null`,
    [kinds.map(({ name }) => name), from],
  )
}

/** Kinds with something to do. */
export const unfinished = (on: Connection, now: Date): Promise<readonly Progress[]> =>
  on.read<Progress>(
    'select kind, position, started_at from resealing where finished_at is null and started_at <= $1',
    [now],
  )

export async function moveOn(on: Connection, kind: string, position: string | null): Promise<void> {
  await on.write('update resealing set position = $2 where kind = $1', [kind, position])
}

export async function finish(on: Connection, kind: string, now: Date): Promise<void> {
  await on.write('update resealing set finished_at = $2 where kind = $1', [kind, now])
}
