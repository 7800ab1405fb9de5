import { Problem } from '../../../server/domain/problem.ts'
import { connectionFailure } from './pool/connection-failure.ts'
import { createServerPool, type PoolSettings } from './pool/create-knex.ts'
import { openEmbeddedDatabase } from './embedded/embedded-database.ts'
import type { OpenDatabase } from './database.ts'

/** On PostgreSQL, which is not asked anything yet. `url` is a libpq URL. */
export function openPostgres(url: string, settings: PoolSettings = {}): OpenDatabase {
  const { knex, lanes, pooling } = createServerPool(url, settings)
  return {
    kind: 'postgresql',
    knex,
    lanes,
    async reach() {
      try {
        await knex.transaction(async () => {})
      } catch (cause) {
        const why = connectionFailure(cause, url)
        throw new Problem('storage.unavailable', `The database cannot be reached: ${why}`, { cause })
      }
      return pooling() ?? 'none'
    },
    timeMoved: async () => {},
    close: () => knex.destroy(),
  }
}

interface Place {
  readonly url?: string | undefined
  readonly directory: string
  /** Whether a new embedded database has its tables already: for who would migrate it at once. */
  readonly migrated?: boolean
}

/** PostgreSQL when a URL is given, else the embedded database in the directory. */
export const openDatabase = async (
  { url, directory, migrated = false }: Place,
  settings: PoolSettings = {},
): Promise<OpenDatabase> =>
  url ? openPostgres(url, settings) : openEmbeddedDatabase(directory, { migrated })
