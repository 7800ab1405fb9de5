import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import type { Knex } from 'knex'
import type { OpenDatabase } from './database.ts'
import { settleTransaction } from './pool/session-settings.ts'

const directory = new URL('../../../migrations/', import.meta.url)

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

/** The schema's migrations in the order of their names, all or none of those that are asked for. */
export function migrations({ knex }: Pick<OpenDatabase, 'knex'>): Migrations {
  const down = async (migrate: Knex.Migrator, all: boolean): Promise<Migrated> => {
    const [, undone] = all ? await migrate.rollback(config, true) : await migrate.down(config)
    return undone
  }

  return {
    async up() {
      if (await settled(knex, isUpToDate)) return []
      return alone(knex, async migrate => (await migrate.latest(config))[1])
    },
    down: (options = { all: false }) => alone(knex, migrate => down(migrate, options.all)),
    async status() {
      const [done, waiting] = await settled(knex, ({ migrate }) => migrate.list(config))
      return {
        done: done.map((row: { name: string }) => row.name),
        waiting: waiting.map((name: string) => source.getMigrationName(name)),
      }
    },
  }
}

/** Paths of the migrations in the order in which they run. */
export const migrationFiles = (): readonly string[] =>
  names().map(name => fileURLToPath(new URL(name, directory)))

const names = (): string[] =>
  readdirSync(fileURLToPath(directory))
    .filter(name => /^\d+-.*\.(ts|js)$/.test(name) && !name.endsWith('.d.ts'))
    .sort()

const source: Knex.MigrationSource<string> = {
  getMigrations: async () => names(),
  getMigrationName: file => file.replace(/\.(ts|js)$/, ''),
  async getMigration(file) {
    return (await import(new URL(file, directory).href)) as Knex.Migration
  },
}

const config: Knex.MigratorConfig = { migrationSource: source }

/** A migration may take, and wait, longer than a request. */
const unhurried = settleTransaction({ statementTimeout: 0, lockTimeout: 0 })

/** One transaction on one connection, whatever is between. */
const settled = <T>(knex: Knex, work: (trx: Knex.Transaction) => Promise<T>): Promise<T> =>
  knex.transaction(
    async trx => {
      await trx.raw(unhurried)
      return work(trx)
    },
    { isolationLevel: 'read committed' },
  )

/** Two questions instead of Knex's dozen, some of which write. */
async function isUpToDate(knex: Knex): Promise<boolean> {
  const { rows: found } = await knex.raw("select to_regclass('knex_migrations') is not null as there")
  if (!found[0].there) return false
  const done = (await knex.select('name').from('knex_migrations')).map(({ name }): string => name).sort()
  return isDeepStrictEqual(done, names().map(source.getMigrationName))
}

/** The lock ends with the transaction. A mark of Knex's own was left by a process that died; nobody else can be at it now. */
const alone = (knex: Knex, work: (migrate: Knex.Migrator) => Promise<Migrated>): Promise<Migrated> =>
  settled(knex, async trx => {
    await trx.raw('select pg_advisory_xact_lock(?::bigint)', [lockNumber])
    await trx.migrate.forceFreeMigrationsLock(config)
    return work(trx.migrate)
  })
