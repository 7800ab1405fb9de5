import type { Client } from 'pg'
import type { Writing } from '../adapters/knex/writing.ts'

/** Inserts rows by the names of their columns, all in one statement. */
export const insert = (client: Client, table: string, rows: readonly object[]) =>
  client.query(
    `insert into ${table} (${Object.keys(rows[0]!).join(', ')})
     select ${Object.keys(rows[0]!).join(', ')} from json_populate_recordset(null::${table}, $1::json)`,
    [JSON.stringify(rows)],
  )

const json = new Set(['scopes', 'rights', 'details', 'annotations'])

/** What stands in a new row of the table, by the names of its columns. */
export function toRow<T>(writing: Writing<T>, one: T): object {
  const values = writing.values(one)
  return Object.fromEntries(
    writing.columns.split(', ').map((name, index) => {
      const value = values[index]
      return [name, json.has(name) && typeof value === 'string' ? JSON.parse(value) : (value ?? null)]
    }),
  )
}
