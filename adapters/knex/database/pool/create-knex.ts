import type { PGlite } from '@electric-sql/pglite'
import { createPgConfig } from '@electric-sql/pglite/node-postgres'
import create, { type Knex } from 'knex'
import type { Client } from 'pg'
import { markEmbedded } from './embedded-clients.ts'
import { keepLanes } from './keep-lanes.ts'
import { openLanes, type OpenLanes } from './lanes.ts'
import { makePatient } from './patient-pool.ts'
import type { Pooling } from './pooling.ts'
import { sessions } from './sessions.ts'

export interface PoolSettings {
  /** Connections at most. */
  readonly connections?: number
  /** Connections that the requests of one client may hold at once; two fifths of them when not said. */
  readonly share?: number | undefined
  /** A statement may take this long, in milliseconds; 0 is for ever. */
  readonly statementTimeout?: number
  /** What is between us and the server; found out when it is not said. */
  readonly pooling?: Pooling | undefined
}

export interface ServerPool {
  readonly knex: Knex
  readonly lanes: OpenLanes
  /** What is between us and the server; `undefined` before the first connection. */
  pooling(): Pooling | undefined
}

/** Milliseconds that opening a connection, or waiting for one, may take. */
const patience = 3_000

/**
 * Milliseconds that a statement outside a transaction may wait for a lock. Behind others who wait for the same row it waits
 * twice, in their queue and at its head; with what it has waited for a connection that is less than two seconds.
 */
const lockTimeout = 750

/** Whatever Knex would print is thrown as well. */
const silent: Knex.Logger = { warn: () => {}, error: () => {}, deprecate: () => {}, debug: () => {} }

/**
 * A pool on PostgreSQL. It connects at first use; no session in it is read-only or has other settings than the SQL here
 * takes for granted. `url` is a libpq URL.
 */
export function createServerPool(url: string, settings: PoolSettings = {}): ServerPool {
  const { connections = 10, statementTimeout = 5_000, pooling } = settings
  const { share = Math.ceil(connections * 0.4) } = settings
  const config = {
    connectionString: url,
    application_name: 'samtykke',
    connectionTimeoutMillis: patience,
    keepAlive: true,
  }
  const { prepare, alive, ...rest } = sessions({ config, limits: { statementTimeout, lockTimeout }, pooling })
  const knex = create({
    client: 'pg',
    connection: config as Knex.PgConnectionConfig,
    pool: {
      min: 0,
      max: connections,
      afterCreate: (client: Client, done: (error?: unknown) => void) => {
        prepare(client).then(() => done(), done)
      },
    },
    acquireConnectionTimeout: patience,
    log: silent,
  })
  makePatient(knex, { connections, wait: patience, alive })
  const lanes = openLanes()
  keepLanes(knex, { lanes, share })
  return { knex, lanes, ...rest }
}

/** The same, for those who need no more than Knex. */
export const createKnex = (url: string, settings: PoolSettings = {}): Knex =>
  createServerPool(url, settings).knex

/**
 * A pool of one on an embedded database, with the SQL, types and error codes of PostgreSQL. Because there is one
 * connection only, a statement through the pool while a transaction is open waits until it times out.
 */
export const createEmbeddedKnex = (database: PGlite): Knex =>
  create({
    client: 'pg',
    connection: () => createPgConfig(database) as unknown as Knex.PgConnectionConfig,
    pool: {
      min: 1,
      max: 1,
      afterCreate: (client: Client, done: () => void) => {
        markEmbedded(client)
        done()
      },
    },
    acquireConnectionTimeout: 3_000,
    log: silent,
  })
