import { readdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Knex } from 'knex'
import type { OpenDatabase } from './open-database.ts'

const directory = new URL('../../migrations/', import.meta.url)

/** Any number, as long as nobody else in the same database uses it. */
const lockNumber = 7_269_268

export interface MigrationStatus {
  readonly done: readonly string[]
  readonly waiting: readonly string[]
}

/** Names of the migrations that were run just now. */
export type Migrated = readonly string[]

export interface Migrations {
  /** Up to the newest. Several processes may start it at once: one does it, the others wait. */
  up(): Promise<Migrated>
  /** The last one undone, or all of them. */
  down(options?: { readonly all: boolean }): Promise<Migrated>
  status(): Promise<MigrationStatus>
}

/** The schema's migrations in the order of their names. Takes at least two connections on PostgreSQL. */
export function migrations({ knex, kind }: Pick<OpenDatabase, 'knex' | 'kind'>): Migrations {
  const alone = kind === 'embedded' ? freed : advisoryLocked
  const config: Knex.MigratorConfig = { migrationSource: source }

  const down = async (all: boolean): Promise<Migrated> => {
    const [, undone] = all ? await knex.migrate.rollback(config, true) : await knex.migrate.down(config)
    return undone
  }

  return {
    up: () => alone(knex, async () => (await knex.migrate.latest(config))[1]),
    down: (options = { all: false }) => alone(knex, () => down(options.all)),
    async status() {
      const [done, waiting] = await knex.migrate.list(config)
      return {
        done: done.map((row: { name: string }) => row.name),
        waiting: waiting.map((name: string) => source.getMigrationName(name)),
      }
    },
  }
}

const source: Knex.MigrationSource<string> = {
  getMigrations: async () =>
    readdirSync(fileURLToPath(directory))
      .filter(name => /^\d+-.*\.(ts|js)$/.test(name) && !name.endsWith('.d.ts'))
      .sort(),
  getMigrationName: file => file.replace(/\.(ts|js)$/, ''),
  async getMigration(file) {
    const migration = (await import(new URL(file, directory).href)) as Record<'up' | 'down', Step>
    return { up: unhurried(migration.up), down: unhurried(migration.down) }
  },
}

type Step = Knex.Migration['up']

/** A migration may take longer than a request. */
const unhurried =
  (step: Step): Step =>
  async knex => {
    await knex.raw('set local statement_timeout = 0')
    await step(knex)
  }

/** A process that died while migrating leaves Knex's own mark behind; nobody else can be at it now. */
async function freed<T>(knex: Knex, work: () => Promise<T>): Promise<T> {
  await knex.migrate.forceFreeMigrationsLock({ migrationSource: source })
  return work()
}

async function advisoryLocked<T>(knex: Knex, work: () => Promise<T>): Promise<T> {
  const client = await knex.client.acquireConnection()
  const ask = async (question: string): Promise<boolean> =>
    (await client.query(`select ${question}(${lockNumber}) as yes`)).rows[0].yes
  try {
    while (!(await ask('pg_try_advisory_lock'))) await sleep(50)
    return await freed(knex, work).finally(() => ask('pg_advisory_unlock'))
  } finally {
    knex.client.releaseConnection(client)
  }
}
