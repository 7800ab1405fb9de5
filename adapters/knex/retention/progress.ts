import type { Due } from '../../../server/ports/retention/retention-store.ts'
import type { Connection } from '../database/transaction.ts'
import { nothingYet, type Place } from './ended.ts'
import type { About } from './kinds.ts'

type Which = Pick<Due, 'purpose' | 'kind' | 'endedBy'> & { readonly about: About }

/**
 * How far one kind has been looked through, held until the transaction ends; `undefined` while another has it. Not further than
 * what is due: a period that has become longer, or a clock that was moved, brings back what it had passed.
 */
export async function holdProgress(
  on: Connection,
  { purpose, kind, about, endedBy }: Which,
): Promise<Place | undefined> {
  const key = [purpose, kind, about]
  await on.write(
    `insert into retention_progress (purpose_id, kind, about, ended_at, id) values ($1, $2, $3, $4, $5)
     on conflict do nothing`,
    [...key, nothingYet.ended_at, nothingYet.id],
  )
  const { rows } = await on.write<Place>(
    `select ended_at, id from retention_progress where purpose_id = $1 and kind = $2 and about = $3
     for update skip locked`,
    key,
  )
  const [place] = rows
  return place && place.ended_at > endedBy ? { ...nothingYet, ended_at: endedBy } : place
}

export async function keepProgress(
  on: Connection,
  { purpose, kind, about }: Which,
  { ended_at, id }: Place,
): Promise<void> {
  await on.write(
    `update retention_progress set ended_at = $4, id = $5 where purpose_id = $1 and kind = $2 and about = $3`,
    [purpose, kind, about, ended_at, id],
  )
}

export async function dropProgress(on: Connection): Promise<void> {
  await on.write('delete from retention_progress')
}
