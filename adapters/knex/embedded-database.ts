import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { createEmbeddedKnex } from './create-knex.ts'
import { lockDirectory } from './directory-lock.ts'
import type { OpenDatabase } from './open-database.ts'

/**
 * PostgreSQL inside this process, kept in a directory that only this process may use. It survives the death of the
 * process at any moment, not the loss of power. Throws `storage.unavailable` when another process uses the directory.
 */
export async function openEmbeddedDatabase(directory: string): Promise<OpenDatabase> {
  const lock = lockDirectory(directory)
  try {
    const opened = withPool(await PGlite.create(join(directory, 'postgresql')))
    return { ...opened, close: () => opened.close().finally(() => lock.release()) }
  } catch (error) {
    lock.release()
    throw error
  }
}

/** The same, gone when it is closed. */
export const openMemoryDatabase = async (): Promise<OpenDatabase> => withPool(await PGlite.create())

function withPool(database: PGlite): OpenDatabase {
  const knex = createEmbeddedKnex(database)
  return {
    kind: 'embedded',
    knex,
    reach: async () => 'none',
    // Time set back leaves its statistics timer with a span that no timer of Node holds: it would fire without end.
    timeMoved: async () => void (await knex.raw('select pg_stat_force_next_flush()')),
    close: async () => {
      await knex.destroy()
      await database.close()
    },
  }
}
