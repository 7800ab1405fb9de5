import type { Connection } from './transaction.ts'

/** The database's own time, right now. The clock follows it; no other SQL reads it. */
export async function databaseTime(on: Connection): Promise<Date> {
  const [row] = await on.read<{ now: Date }>('select clock_timestamp() as now')
  return new Date(row?.now ?? Number.NaN)
}
