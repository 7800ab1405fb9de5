import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { CopiedIntoMemory } from './copied-into-memory.ts'
import { createEmbeddedKnex } from '../pool/create-knex.ts'
import { databaseTime } from '../database-time.ts'
import { oneLane } from '../pool/lanes.ts'
import { lockDirectory } from './directory-lock.ts'
import { knexMaintenance } from '../../ledger/maintenance.ts'
import { migrations } from '../migrate.ts'
import type { OpenDatabase } from '../database.ts'
import { inOneStep, type MakeDatabase, placePrepared, preparedDatabase } from './prepared-database.ts'
import { knexUnitOfWork } from '../transaction.ts'

/**
 * PostgreSQL inside this process, kept in a directory that only this process may use. It survives the death of the
 * process at any moment, not the loss of power. A new one is empty, or has its tables already when it is wanted `migrated`.
 * Throws `storage.unavailable` when another process uses the directory.
 */
export async function openEmbeddedDatabase(
  directory: string,
  { migrated = false } = {},
): Promise<OpenDatabase> {
  const lock = lockDirectory(directory)
  try {
    const place = join(directory, 'postgresql')
    if (!existsSync(place))
      await (migrated ? placePrepared(place, makeMigrated) : inOneStep(place, makeEmpty))
    const opened = withPool(await PGlite.create(place))
    return { ...opened, close: () => opened.close().finally(() => lock.release()) }
  } catch (error) {
    lock.release()
    throw error
  }
}

/** The same, gone when it is closed. */
export async function openMemoryDatabase({ migrated = false } = {}): Promise<OpenDatabase> {
  if (!migrated) return withPool(await PGlite.create())
  const prepared = await prepareDatabase()
  if (prepared) return withPool(await PGlite.create({ fs: new CopiedIntoMemory(prepared) }))
  const database = withPool(await PGlite.create())
  await migrations(database).up()
  return database
}

/** The directory of a closed, migrated database from which first starts copy; `undefined` where none can be kept. */
export const prepareDatabase = (): Promise<string | undefined> => preparedDatabase(makeMigrated)

const makeEmpty: MakeDatabase = async directory => (await PGlite.create(directory)).close()

const makeMigrated: MakeDatabase = async directory => {
  const database = withPool(await PGlite.create(directory))
  await migrations(database).up()
  await dropTemplates(database)
  await maintainNow(database)
  await database.close()
}

/** Two more databases, which nobody connects to, are half of what a first start copies. */
async function dropTemplates({ knex }: OpenDatabase): Promise<void> {
  await knex.raw('update pg_database set datistemplate = false')
  for (const name of ['template0', 'template1']) await knex.raw(`drop database ${name}`)
}

/** Makes the partitions of the next time, which a start would make, and counts everything. */
async function maintainNow(database: OpenDatabase): Promise<void> {
  const units = knexUnitOfWork(database.knex)
  const now = new Date(await databaseTime(units.connection()))
  await knexMaintenance({ ...database, ...units, clock: { now: () => now } }).maintain()
}

function withPool(database: PGlite): OpenDatabase {
  const knex = createEmbeddedKnex(database)
  return {
    kind: 'embedded',
    knex,
    lanes: oneLane,
    reach: async () => 'none',
    // Time set back leaves its statistics timer with a span that no timer of Node holds: it would fire without end.
    timeMoved: async () => void (await knex.raw('select pg_stat_force_next_flush()')),
    close: async () => {
      await knex.destroy()
      await database.close()
    },
  }
}
