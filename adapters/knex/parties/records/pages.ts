import { withPatience } from '../../database/patience.ts'
import type { Connection } from '../../database/transaction.ts'

interface Placed {
  readonly id: string
  readonly created_at: Date
}

interface Listing {
  /** Has the parameters $1, the party, and $2 and $3, where the page before ended; limited to `rowsAtOnce`. */
  readonly text: string
  readonly party: string
}

export const rowsAtOnce = 1000

/** Where a page begins, of the table `of`: newest first. */
export const pageOf = (of: string): string =>
  `($2::timestamptz is null or (${of}.created_at, ${of}.id) < ($2::timestamptz, $3::uuid))
   order by ${of}.created_at desc, ${of}.id desc limit ${rowsAtOnce}`

/** Milliseconds: all of them together may take longer than what is otherwise asked of the database. */
const patienceForPage = 5_000

/** The rows of a list page by page, each made into something while the next is fetched. */
export async function* pages<Row extends Placed, Made>(
  on: Connection,
  { text, party }: Listing,
  make: (rows: readonly Row[]) => Promise<Made>,
): AsyncGenerator<Made> {
  const readPage = (last?: Placed) =>
    withPatience(patienceForPage, async () => {
      const rows = await on.read<Row>(text, [party, last?.created_at, last?.id])
      return {
        last: rows.length === rowsAtOnce ? rows.at(-1) : undefined,
        made: rows.length > 0 && (await make(rows)),
      }
    })
  let ahead: ReturnType<typeof readPage> | undefined = readPage()
  while (ahead) {
    const { last, made }: Awaited<ReturnType<typeof readPage>> = await ahead
    ahead = last && heldBack(readPage(last))
    if (made) yield made
  }
}

/** What fails is told to whoever waits for it, and to nobody else. */
function heldBack<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined)
  return promise
}
