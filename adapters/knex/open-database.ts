import type { Knex } from 'knex'
import { createKnex, type PoolSettings } from './create-knex.ts'
import { openEmbeddedDatabase } from './embedded-database.ts'

export interface OpenDatabase {
  readonly kind: 'embedded' | 'postgresql'
  readonly knex: Knex
  /** To be told when the demo or a test moved this process's time. */
  timeMoved(): Promise<void>
  close(): Promise<void>
}

/** On PostgreSQL, which is not asked anything yet. `url` is a libpq URL. */
export function openPostgres(url: string, settings: PoolSettings = {}): OpenDatabase {
  const knex = createKnex(url, settings)
  return { kind: 'postgresql', knex, timeMoved: async () => {}, close: () => knex.destroy() }
}

/** PostgreSQL when a URL is given, else the embedded database in the directory. */
export const openDatabase = async (
  place: { readonly url?: string | undefined; readonly directory: string },
  settings: PoolSettings = {},
): Promise<OpenDatabase> =>
  place.url ? openPostgres(place.url, settings) : openEmbeddedDatabase(place.directory)
