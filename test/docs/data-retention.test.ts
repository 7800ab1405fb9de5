import assert from 'node:assert/strict'
import { keptTables } from '../../docs/kept-data.ts'
import { embeddedDatabase } from '../support/database.ts'

describe('What the list of kept data says', () => {
  const columns = async (): Promise<ReadonlyMap<string, readonly string[]>> => {
    const { knex } = await embeddedDatabase()
    const { rows } = await knex.raw(`select c.relname as table, array_agg(a.attname::text) as columns
      from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
        and a.attnum > 0 and not a.attisdropped group by 1`)
    return new Map(rows.map((row: { table: string; columns: string[] }) => [row.table, row.columns]))
  }

  it('is of every table that there is, and of no other', async () => {
    assert.deepEqual(Object.keys(keptTables).sort(), [...(await columns()).keys()].sort())
  })

  it('names columns that are there, none twice, and all of the rest once', async () => {
    const there = await columns()
    for (const [table, rows] of Object.entries(keptTables)) {
      const named = rows.flatMap(row => row.columns ?? [])
      assert.deepEqual(
        named.filter(name => !there.get(table)?.includes(name)),
        [],
        table,
      )
      assert.equal(new Set(named).size, named.length, table)
      assert.equal(rows.filter(row => row.columns === undefined).length, 1, table)
    }
  })

  it('says the time of whatever tells of a person by a kind, or until she chooses', async () => {
    const telling = [...(await columns())].flatMap(([table, names]) =>
      names
        .filter(name => /^sealed(_|$)|^shown_text$|^signed$/.test(name) && name !== 'sealed_key_id')
        .map(name => [table, name]),
    )
    const untimed = telling.filter(([table, name]) => {
      const row = keptTables[table!]?.find(one => one.columns?.includes(name!))
      return typeof row?.until !== 'string'
    })
    assert.deepEqual(untimed, [['ledger_anchor', 'signed']])
  })
})
