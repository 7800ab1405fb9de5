import type { Due } from '../../../server/ports/retention/retention-store.ts'
import type { Connection } from '../database/transaction.ts'
import { endOfGrantSql, hadEndedSql, isInTimeSql } from '../status-sql.ts'
import type { About } from './kinds.ts'

/** The last of those that were looked through. */
export interface Place {
  readonly ended_at: Date
  readonly id: string
}

export interface Ended extends Place {
  readonly is_left: boolean
}

/** $1 is the purpose, $2 and $3 the place, $4 since when. */
const tables: Readonly<
  Record<About, { readonly from: string; readonly end: string; readonly hadEnded: string }>
> = {
  grant: {
    from: 'authorization_grant g',
    end: endOfGrantSql('g'),
    hadEnded: `g.purpose_id = $1 and ${hadEndedSql('g', '$4::timestamptz')}`,
  },
  request: {
    from: 'consent_request r',
    end: 'r.answer_by',
    hadEnded: `r.purpose_id = $1 and r.state <> 'accepted' and not ${isInTimeSql('r', '$4::timestamptz')}`,
  },
}

const page = (about: About, isLeft: string, limit: number): string => {
  const { from, end, hadEnded } = tables[about]
  const id = `${from.split(' ')[1]}.id`
  return `select ${id} as id, ${end} as ended_at, ${isLeft} as is_left from ${from}
    where ${hadEnded} and (${end}, ${id}) > ($2::timestamptz, $3::uuid) order by ${end}, ${id} limit ${limit}`
}

interface Wanted {
  readonly about: About
  /** SQL for whether there is something to take away. */
  readonly isLeft: string
  readonly after: Place
  readonly limit: number
}

/** The next for a purpose that had ended by then, in the order in which they did. */
export const nextEnded = (
  on: Connection,
  { purpose, endedBy }: Pick<Due, 'purpose' | 'endedBy'>,
  { about, isLeft, after, limit }: Wanted,
): Promise<readonly Ended[]> =>
  on.read<Ended>(page(about, isLeft, limit), [purpose, after.ended_at, after.id, endedBy])

export const nothingYet: Place = {
  ended_at: new Date(0),
  id: '00000000-0000-0000-0000-000000000000',
}
