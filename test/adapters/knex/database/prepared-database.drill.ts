import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import {
  openEmbeddedDatabase,
  openMemoryDatabase,
  prepareDatabase,
} from '../../../../adapters/knex/database/embedded/embedded-database.ts'
import { migrations } from '../../../../adapters/knex/database/migrate.ts'
import type { OpenDatabase } from '../../../../adapters/knex/database/database.ts'
import { inOneStep, preparedDatabase } from '../../../../adapters/knex/database/embedded/prepared-database.ts'

describe('The prepared database', function () {
  this.timeout(180_000)
  let directory: string
  before(() => prepareDatabase())
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'samtykke-prepared-'))
  })
  afterEach(async () => {
    await Promise.all(opened.splice(0).map(({ close }) => close()))
    await rm(directory, { recursive: true, force: true })
  })
  const opened: OpenDatabase[] = []

  it('has the schema and the rows of one that was migrated from nothing, on disk and in memory', async () => {
    const anew = await openMemoryDatabase()
    opened.push(anew)
    await migrations(anew).up()
    const copied = await openEmbeddedDatabase(join(directory, 'database'), { migrated: true })
    opened.push(copied)
    const inMemory = await openMemoryDatabase({ migrated: true })
    opened.push(inMemory)
    const wanted = await describeSchema(anew)
    assert.ok(wanted.length > 500, 'the description tells of every column, index and constraint')
    assert.deepEqual(await describeSchema(copied), wanted)
    assert.deepEqual(await describeSchema(inMemory), wanted)
  })

  it('leaves the migrations with nothing to do', async () => {
    const { up, status, close } = await openCopy()
    assert.deepEqual(await up(), [])
    assert.deepEqual((await status()).waiting, [])
    await close()
  })

  it('is not copied over a database that is there', async () => {
    const first = await openCopy()
    await first.knex.raw('create table mine (id integer)')
    await first.close()
    const second = await openCopy()
    assert.deepEqual((await second.knex.raw('select count(*)::int as rows from mine')).rows, [{ rows: 0 }])
    await second.close()
  })

  it('is not what a command finds that did not ask for tables', async () => {
    const database = await openEmbeddedDatabase(join(directory, 'database'))
    assert.equal((await migrations(database).status()).done.length, 0)
    await database.close()
  })

  it('lies at its place whole or not at all when a first start is killed at any moment', async () => {
    const began = performance.now()
    await open(join(directory, 'measured'), 'until it is open')
    const usual = performance.now() - began
    for (const share of [0.5, 0.65, 0.75, 0.85, 0.95]) {
      const place = join(directory, `killed-${share}`)
      await open(place, usual * share)
      const database = await openEmbeddedDatabase(place, { migrated: true })
      assert.deepEqual((await migrations(database).status()).waiting, [])
      await database.close()
      assert.equal(existsSync(join(place, 'postgresql.draft')), false)
    }
  })

  it('replaces what a first start that was killed had half made', async () => {
    await mkdir(join(directory, 'database', 'postgresql.draft', 'base'), { recursive: true })
    await writeFile(join(directory, 'database', 'postgresql.draft', 'PG_VERSION'), '18\n')
    const { up, close } = await openCopy()
    assert.deepEqual(await up(), [])
    await close()
  })

  it('is made by one of those who want it at once, and lies there for all', async () => {
    const cache = join(directory, 'cache')
    let made = 0
    const make = async (to: string) => {
      await mkdir(to)
      await writeFile(join(to, 'whole'), '')
      made++
    }
    const found = await Promise.all(
      Array.from({ length: 5 }, () => preparedDatabase(make, { cache, key: 'database-a' })),
    )
    assert.deepEqual(new Set(found), new Set([join(cache, 'database-a')]))
    assert.ok(made >= 1)
    assert.deepEqual(await readdir(cache), ['database-a'])
    assert.deepEqual(await readdir(join(cache, 'database-a')), ['whole'])
  })

  it('is done without where it cannot be kept or made, and never left half made', async () => {
    const cache = join(directory, 'cache')
    await writeFile(cache, 'a file where the directory should be')
    assert.equal(await preparedDatabase(mkdirOf, { cache, key: 'database-a' }), undefined)
    await rm(cache)
    const broken = async (to: string) => {
      await mkdir(to)
      throw new Error('No space left')
    }
    assert.equal(await preparedDatabase(broken, { cache, key: 'database-a' }), undefined)
    assert.deepEqual(await readdir(cache), [])
    await assert.rejects(inOneStep(join(directory, 'postgresql'), broken), /No space left/)
    assert.equal(existsSync(join(directory, 'postgresql')), false)
  })

  it('is kept for a few states of the migrations, not for all that ever were', async () => {
    const cache = join(directory, 'cache')
    for (const key of ['a', 'b', 'c', 'd', 'e']) {
      await preparedDatabase(mkdirOf, { cache, key: `database-${key}` })
      await sleep(20)
    }
    assert.deepEqual((await readdir(cache)).sort(), ['database-c', 'database-d', 'database-e'])
  })

  const openCopy = async () => {
    const database = await openEmbeddedDatabase(join(directory, 'database'), { migrated: true })
    return { ...migrations(database), ...database }
  }
})

const mkdirOf = async (to: string): Promise<void> => {
  await mkdir(to)
}

/** Opens it in a process of its own and kills that after so many milliseconds. */
async function open(place: string, until: number | 'until it is open'): Promise<void> {
  const program = fileURLToPath(new URL('../../../support/open-embedded-process.ts', import.meta.url))
  const child = spawn(process.execPath, [program, place], { stdio: ['pipe', 'pipe', 'inherit'] })
  await (typeof until === 'number' ? sleep(until) : once(child.stdout, 'data'))
  child.kill('SIGKILL')
  await once(child, 'close')
}

/** Columns, indexes, constraints, functions and triggers as text, and the migrations that were run; no partitions of days. */
async function describeSchema({ knex }: OpenDatabase): Promise<readonly string[]> {
  const { rows } = await knex.raw(`
    with known as (
      select oid, relname from pg_class
      where relnamespace = 'public'::regnamespace and relname !~ '_[0-9]+(_|$)')
    select format('%s %s %s %s %s', relname, attnum, attname, format_type(atttypid, atttypmod),
        (select pg_get_expr(adbin, adrelid) from pg_attrdef where adrelid = attrelid and adnum = attnum)
        || attnotnull::text) as line
      from known join pg_attribute on attrelid = known.oid where attnum > 0 and not attisdropped
    union all select pg_get_indexdef(oid) from known where oid in (select indexrelid from pg_index)
    union all select format('%s %s %s', relname, conname, pg_get_constraintdef(c.oid))
      from pg_constraint c join known on conrelid = known.oid
    union all select pg_get_functiondef(oid) from pg_proc where pronamespace = 'public'::regnamespace
    union all select pg_get_triggerdef(t.oid) from pg_trigger t join known on tgrelid = known.oid
      where not tgisinternal
    union all select format('ran %s', name) from knex_migrations
    order by 1`)
  return rows.map(({ line }: { line: string }) => line)
}
