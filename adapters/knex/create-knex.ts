import type { PGlite } from '@electric-sql/pglite'
import { createPgConfig } from '@electric-sql/pglite/node-postgres'
import knex, { type Knex } from 'knex'

export interface PoolSettings {
  /** Connections at most. */
  readonly connections?: number
  /** A statement may take this long, in milliseconds; 0 is for ever. */
  readonly statementTimeout?: number
}

/** Whatever Knex would print is thrown as well. */
const silent: Knex.Logger = { warn: () => {}, error: () => {}, deprecate: () => {}, debug: () => {} }

/** A pool on PostgreSQL. It connects at first use. `url` is a libpq URL. */
export const createKnex = (url: string, settings: PoolSettings = {}): Knex =>
  knex({
    client: 'pg',
    connection: {
      connectionString: url,
      application_name: 'samtykke',
      connectionTimeoutMillis: 3_000,
      statement_timeout: settings.statementTimeout ?? 5_000,
      idle_in_transaction_session_timeout: 10_000,
      keepAlive: true,
    } as Knex.PgConnectionConfig,
    pool: { min: 0, max: settings.connections ?? 10 },
    acquireConnectionTimeout: 3_000,
    log: silent,
  })

/**
 * A pool of one on an embedded database, with the SQL, types and error codes of PostgreSQL. Because there is one
 * connection only, a statement through the pool while a transaction is open waits until it times out.
 */
export const createEmbeddedKnex = (database: PGlite): Knex =>
  knex({
    client: 'pg',
    connection: () => createPgConfig(database) as unknown as Knex.PgConnectionConfig,
    pool: { min: 1, max: 1 },
    acquireConnectionTimeout: 3_000,
    log: silent,
  })
