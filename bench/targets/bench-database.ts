import { Client } from 'pg'
import { migrations } from '../../adapters/knex/database/migrate.ts'
import { openPostgres } from '../../adapters/knex/database/open-database.ts'
import { postgresPrograms, startPostgresCluster } from '../../test/support/postgres-cluster.ts'

export interface BenchDatabase {
  readonly url: string
  /** Statements that clients have run since it started, transaction control apart. */
  readonly countStatements: () => Promise<number>
  readonly stop: () => Promise<void>
}

const settings = ['shared_preload_libraries=pg_stat_statements', 'shared_buffers=256MB', 'max_wal_size=2GB']

/** A throw-away PostgreSQL that writes as in production (fsync on), migrated. Throws when it is not installed. */
export async function openBenchDatabase(): Promise<BenchDatabase> {
  const programs = postgresPrograms()
  if (!programs) throw new Error('The bench needs PostgreSQL (Debian: apt-get install postgresql)')
  const cluster = await startPostgresCluster(programs, { durable: true, settings })
  const database = openPostgres(cluster.url)
  await migrations(database).up()
  await database.close()

  const client = new Client(cluster.url)
  await client.connect()
  await client.query('create extension pg_stat_statements')
  const countStatements = async () => {
    const { rows } = await client.query(`
      select coalesce(sum(calls), 0)::float8 as calls from pg_stat_statements
      where query !~* '^(begin|commit|rollback|start|set|select set_config|select .* from pg_stat_statements)'`)
    return rows[0].calls as number
  }
  const stop = async () => {
    await client.end()
    await cluster.stop()
  }
  return { url: cluster.url, countStatements, stop }
}
