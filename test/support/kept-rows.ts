import type { Knex } from 'knex'
import { emptyTables, filledTables, type TestDatabase } from './database.ts'

/**
 * Gives a function that makes the rows of all tables those that stand now, in one transaction: whoever reads meanwhile sees
 * no empty table.
 */
export async function keepRows({ knex }: Pick<TestDatabase, 'knex'>): Promise<() => Promise<void>> {
  const tables = await filledTables({ knex })
  const kept: string[] = []
  for (const { name } of tables) {
    const { rows } = await knex.raw(`select json_agg(one)::text as all from ${name} one`)
    kept.push(rows[0].all)
  }
  const statement = `with ${tables.map(({ name }, at) => insertion(name, at)).join(', ')} select`
  const putBack = async (transaction: Knex) => {
    await emptyTables({ knex: transaction })
    await transaction.raw(statement, kept)
  }
  return () => knex.transaction(putBack)
}

const insertion = (name: string, at: number): string =>
  `put_back_${at} as (insert into ${name} overriding system value select * from json_populate_recordset(null::${name}, ?::json))`
