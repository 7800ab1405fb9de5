import { Client } from 'pg'
import { createKnex } from '../../adapters/knex/database/pool/create-knex.ts'
import { openMemoryDatabase } from '../../adapters/knex/database/embedded/embedded-database.ts'
import { migrations } from '../../adapters/knex/database/migrate.ts'
import type { OpenDatabase } from '../../adapters/knex/database/database.ts'
import { openPostgres } from '../../adapters/knex/database/open-database.ts'
import { type KnexUnitOfWork, knexUnitOfWork } from '../../adapters/knex/database/transaction.ts'
import { type PostgresCluster, postgresPrograms, startPostgresCluster } from './postgres-cluster.ts'

/** A migrated database whose tables are empty when a test begins. Read its members inside hooks and tests only. */
export interface TestDatabase extends OpenDatabase, KnexUnitOfWork {
  /** What is done instead before each test of the block, when it is to find some rows. */
  makeReady?: () => Promise<void>
}

type Opened = Promise<TestDatabase>

/** The processes of several files connect at once. */
const roomy = { settings: ['max_connections=300'] }

const template = `samtykke_template_${process.pid}`

let embedded: Opened | undefined
let shared: Opened | undefined
let server: Promise<{ url: string; cluster: PostgresCluster | undefined }> | undefined
let databases = 0
const opened: TestDatabase[] = []

/**
 * The same tests on the embedded database and on PostgreSQL. Without PostgreSQL (neither its programs nor
 * `SAMTYKKE_TEST_POSTGRES_URL`) the second half is skipped, or fails when `SAMTYKKE_TEST_REQUIRE_POSTGRES=1`.
 * The tables are empty at the beginning of each test, or only of the first one of all.
 */
export function onEachDatabase(
  title: string,
  define: (database: TestDatabase) => void,
  emptied: 'before each' | 'before all' = 'before each',
): void {
  describe(title, () => {
    describe('PGlite', () => define(prepared(embeddedDatabase, emptied)))
    describe('PostgreSQL', () => onPostgres(() => define(prepared(postgresDatabase, emptied))))
  })
}

/** Tests that only make sense on a server that several processes share. */
export function onPostgres(define: () => void): void {
  if (hasPostgres()) define()
  else it('needs PostgreSQL, which is not installed here', skipped)
}

function skipped(this: Mocha.Context): void {
  if (process.env.SAMTYKKE_TEST_REQUIRE_POSTGRES === '1') throw new Error('PostgreSQL is required')
  this.skip()
}

export const hasPostgres = (): boolean =>
  Boolean(process.env.SAMTYKKE_TEST_POSTGRES_URL) || postgresPrograms() !== undefined

/** The process's one embedded database in memory. */
export const embeddedDatabase = (): Opened => {
  embedded ??= openMemoryDatabase({ migrated: true }).then(withoutPartitions).then(usable)
  return embedded
}

/** The process's one shared database on PostgreSQL. */
export const postgresDatabase = (): Opened => {
  shared ??= freshPostgresUrl().then(url => usable(openPostgres(url)))
  return shared
}

/** The URL of a new database on PostgreSQL, migrated unless `empty`, for tests with several processes. */
export async function freshPostgresUrl({ empty = false } = {}): Promise<string> {
  const { url } = await postgresServer()
  const name = `samtykke_test_${process.pid}_${databases++}`
  await administer(url, `create database ${name} template ${empty ? 'template0' : template}`)
  return databaseUrl(url, name)
}

/** Empties every table, keeping the partitions. */
export async function emptyTables({ knex }: Pick<OpenDatabase, 'knex'>): Promise<void> {
  const tables = await filledTables({ knex })
  const names = tables.map(({ name }) => name)
  if (tables.some(({ large }) => large)) await knex.raw(`truncate ${names.join(', ')} cascade`)
  else if (names.length > 0) await knex.raw(`with ${names.map(deletion).join(', ')} select`)
}

/** Every table and partition that has, or has had, rows. */
export async function filledTables({ knex }: Pick<OpenDatabase, 'knex'>) {
  const { rows } = await knex.raw<{ rows: { name: string; large: boolean }[] }>(
    `select oid::regclass::text as name, pg_relation_size(oid) > ${largest} as large from pg_class
     where relnamespace = 'public'::regnamespace and relkind = 'r' and relname not like 'knex%'
       and pg_relation_size(oid) > 0`,
  )
  return rows
}

/** To truncate makes every table a new file, which takes long; what is deleted stays in the file. In bytes. */
const largest = 1024 * 1024

const deletion = (name: string, index: number): string => `emptied_${index} as (delete from ${name})`

/** Starts the server for this process and, through the environment, for those it starts. */
export async function shareTestServer(): Promise<void> {
  process.env.SAMTYKKE_TEST_POSTGRES_URL = (await postgresServer()).url
}

/** Ends everything that was started here. */
export async function closeTestDatabases(): Promise<void> {
  await Promise.all(opened.splice(0).map(database => database.close()))
  const cluster = (await server)?.cluster
  server = shared = embedded = undefined
  await cluster?.stop()
}

/** Hooks that open and empty the database, and a stand-in that becomes it. */
function prepared(open: () => Opened, emptied: 'before each' | 'before all'): TestDatabase {
  const standIn = {} as TestDatabase
  before(async () => {
    Object.assign(standIn, await open())
  })
  const hook = emptied === 'before each' ? beforeEach : before
  hook(async () => {
    await standIn.timeMoved()
    await (standIn.makeReady ?? emptyTables)(standIn)
  })
  after(() => standIn.timeMoved())
  return standIn
}

/** As migrations alone leave it: the partitions of these days would be emptied before each test, and are none of noon's. */
async function withoutPartitions(database: OpenDatabase): Promise<OpenDatabase> {
  await database.knex.raw(
    `do $$ declare name regclass; begin
       for name in select inhrelid::regclass from pg_inherits where inhrelid::regclass::text ~ '_[0-9]+$' and
         (select relkind from pg_class where oid = inhrelid) = 'r'
       loop execute format('drop table %s', name); end loop;
     end $$`,
  )
  return database
}

function usable(database: OpenDatabase): TestDatabase {
  const test = { ...database, ...knexUnitOfWork(database.knex) }
  opened.push(test)
  return test
}

const postgresServer = () => {
  server ??= openServer()
  return server
}

async function openServer() {
  const given = process.env.SAMTYKKE_TEST_POSTGRES_URL
  const cluster = given ? undefined : await startPostgresCluster(postgresPrograms() ?? '', roomy)
  const url = given ?? cluster?.url ?? ''
  await administer(url, `drop database if exists ${template}`)
  await administer(url, `create database ${template} template template0`)
  const knex = createKnex(databaseUrl(url, template), { connections: 2 })
  await migrations({ knex }).up()
  await knex.destroy()
  return { url, cluster }
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new Client(url)
  await client.connect()
  await client.query(statement).finally(() => client.end())
}

function databaseUrl(server: string, name: string): string {
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}
