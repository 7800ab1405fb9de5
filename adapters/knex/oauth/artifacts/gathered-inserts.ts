import type { KnexUnitOfWork } from '../../database/transaction.ts'
import { gather } from '../../gather.ts'

type Row = readonly unknown[]

interface Table {
  readonly name: string
  /** PostgreSQL's type of each column. */
  readonly types: Readonly<Record<string, string>>
}

/**
 * Inserts rows of one table and resolves when the row is committed. Rows that come while a statement is under way go
 * together in the next one; inside a unit of work each goes by itself, with the others of that unit.
 */
export function gatheredInserts(
  { connection, within, lanes }: Pick<KnexUnitOfWork, 'connection' | 'within' | 'lanes'>,
  { name, types }: Table,
): (row: Row) => Promise<void> {
  const columns = Object.keys(types)
  const place = (index: number) => `$${index + 1}`
  const into = `insert into ${name} (${columns.join(', ')})`
  const one = `${into} values (${columns.map((_, index) => place(index)).join(', ')})`
  const arrays = Object.values(types).map((type, index) => `${place(index)}::${type}[]`)
  const many = `${into} select * from unnest(${arrays.join(', ')})`

  const write = async (rows: readonly Row[]): Promise<readonly undefined[]> => {
    const columnwise = () => columns.map((_, index) => rows.map(row => row[index]))
    await (rows.length === 1 ? connection().write(one, rows[0]) : connection().write(many, columnwise()))
    return []
  }

  // Each turn is for many, and no request's own.
  const gathered = gather<Row, undefined>(rows => lanes.run('ordinary', () => write(rows)))
  return async row => {
    await (within() ? write([row]) : gathered(row))
  }
}
