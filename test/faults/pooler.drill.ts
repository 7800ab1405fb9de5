import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { Client } from 'pg'
import { createServerPool } from '../../adapters/knex/database/pool/create-knex.ts'
import { openPostgres } from '../../adapters/knex/database/open-database.ts'
import { knexUnitOfWork } from '../../adapters/knex/database/transaction.ts'
import { onPostgres } from '../support/database.ts'
import { expectRejected } from '../support/expect-problem.ts'
import { assertLedgerHolds } from '../support/ledger.ts'
import { beAsUsual, beOdd, endOthers } from '../support/odd-role.ts'
import { onPgBouncer, type PgBouncer, startPgBouncer } from '../support/pgbouncer.ts'
import { type PostgresCluster, postgresPrograms, startPostgresCluster } from '../support/postgres-cluster.ts'
import { openPlace, type SamtykkePlace } from '../support/samtykke-place.ts'
import { send, statuses } from '../support/send.ts'
import { oneWinner } from '../races/one-winner.ts'
import { withdrawal } from '../races/withdrawal.ts'
import { until } from '../support/until.ts'

describe('PgBouncer as it comes', () => {
  onPostgres(() => {
    onPgBouncer(() => {
      for (const mode of ['session', 'transaction'] as const) {
        describe(`in ${mode} mode`, () => throughPgBouncer(mode))
      }
    })
  })
})

/** Connections of the pooler: in session mode one for each that two processes and the doctor may open. */
const size = { session: 30, transaction: 20 } as const

function throughPgBouncer(mode: 'session' | 'transaction'): void {
  let cluster: PostgresCluster
  let bouncer: PgBouncer
  before(async () => {
    cluster = await startPostgresCluster(postgresPrograms()!)
    bouncer = await startPgBouncer(cluster.url, { mode, size: size[mode] })
  })
  after(async () => {
    await bouncer?.stop()
    await cluster?.stop()
  })

  describe('stands between two processes and their database, whose role has odd settings, and', () => {
    const place = {} as SamtykkePlace
    before(async () => {
      await beOdd(cluster.url)
      Object.assign(place, await openPlace({ processes: 2, database: new URL(bouncer.url) }))
    })
    after(() => place.remove?.())

    oneWinner(place)
    withdrawal(place)

    it('F26: is what the doctor sees', () => {
      const { stdout } = spawnSync(process.execPath, ['server/cli/launch.js', 'doctor'], {
        env: {
          ...process.env,
          DATABASE_URL: bouncer.url,
          SAMTYKKE_DATA_DIR: place.processes[0]!.dataDir,
        },
        encoding: 'utf8',
      })
      const seen = { session: 'gives each connection one of its own', transaction: 'lends its connections' }
      assert.match(stdout, new RegExp(`^ok {6}database: behind a pooler that ${seen[mode]}`, 'm'))
    })

    it('F26: ends with nothing half done', async () => {
      for (const one of place.processes) assert.equal(await one.stop(), 0)
      await beAsUsual(cluster.url)
      const { knex, close } = openPostgres(cluster.url)
      await assertLedgerHolds(knex).finally(close)
    })
  })

  it('F26: is seen, and every statement has the limits and settings that it has without', async () => {
    await beOdd(cluster.url)
    const { knex, pooling } = createServerPool(bouncer.url, { connections: 4, statementTimeout: 700 })
    const { connection, transaction } = knexUnitOfWork(knex)
    try {
      const settings = `select current_setting('statement_timeout') as timeout, current_setting('bytea_output') as bytea,
        current_setting('search_path') as path, '\\x0102'::bytea as bytes, $1::timestamptz as at`
      const expected = {
        timeout: '700ms',
        bytea: 'hex',
        path: 'public, pg_temp',
        bytes: Buffer.from([1, 2]),
        at: new Date(0),
      }
      for (const _ of [1, 2, 3]) {
        const alone = Array.from({ length: 8 }, () => connection().read(settings, [new Date(0)]))
        for (const rows of await Promise.all(alone)) assert.deepEqual(rows, [expected])
        assert.deepEqual((await transaction(on => on.write(settings, [new Date(0)]))).rows, [expected])
      }
      assert.deepEqual(
        (await transaction(on => on.write("select current_setting('transaction_isolation') as level"))).rows,
        [{ level: 'read committed' }],
      )
      assert.equal(pooling(), mode)
      await expectRejected('storage.unavailable', () => connection().read('select pg_sleep($1)', [5]))
      await expectRejected('storage.unavailable', () => transaction(on => on.write('select pg_sleep(5)')))
      await assert.rejects(connection().read('select 1 / $1::int', [0]), /division by zero/)
      assert.deepEqual(await connection().read('select 1 as one'), [{ one: 1 }])
    } finally {
      await knex.destroy()
      await beAsUsual(cluster.url)
    }
  })

  it('F26: gives no session back that was read-only', async () => {
    const { knex } = createServerPool(bouncer.url, { connections: 4 })
    const { connection, transaction } = knexUnitOfWork(knex)
    const administrator = new Client(cluster.url)
    await administrator.connect()
    const says = (sql: string) =>
      connection()
        .read(sql)
        .then(
          () => true,
          () => false,
        )
    try {
      await administrator.query('alter database postgres set default_transaction_read_only = on')
      await endOthers(administrator)
      await until(async () => !(await says('select 1')))
      for (const _ of [1, 2, 3, 4]) {
        await expectRejected('storage.unavailable', () => connection().read('select $1::int', [1]))
        await expectRejected('storage.unavailable', () => transaction(on => on.write('select 1')))
      }
      await administrator.query('alter database postgres reset default_transaction_read_only')
      await until(() => says('select 1'))
      const read = Array.from({ length: 80 }, () => connection().read('select 1 as one'))
      for (const rows of await Promise.all(read)) assert.deepEqual(rows, [{ one: 1 }])
    } finally {
      await administrator.end()
      await knex.destroy()
    }
  })

  it('F26: may have fewer connections than we want of it', async () => {
    const narrow = await startPgBouncer(cluster.url, { mode, size: 3 })
    const place = await openPlace({ processes: 1, database: new URL(narrow.url) })
    try {
      const { web } = place.processes[0]!.demo.clients.oauth
      const form = { grant_type: 'client_credentials', scope: 'income.read' }
      const issue = () => send(`${place.origins[0]}/token`, { form, as: web })
      const answers = await Promise.all(Array.from({ length: 100 }, issue))
      assert.deepEqual(statuses(answers), { 200: 100 })
    } finally {
      await place.remove()
      await narrow.stop()
    }
  })
}
