import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import {
  createServerPool,
  type PoolSettings,
  type ServerPool,
} from '../../../../adapters/knex/database/pool/create-knex.ts'
import { migrations } from '../../../../adapters/knex/database/migrate.ts'
import { knexUnitOfWork } from '../../../../adapters/knex/database/transaction.ts'
import { hasPostgres, onPostgres } from '../../../support/database.ts'
import { Problem } from '../../../../server/domain/problem.ts'
import { expectRejected } from '../../../support/expect-problem.ts'
import { beOdd, endOthers } from '../../../support/odd-role.ts'
import {
  type PostgresCluster,
  postgresPrograms,
  startPostgresCluster,
} from '../../../support/postgres-cluster.ts'
import { until } from '../../../support/until.ts'

describe('a session', () => {
  if (hasPostgres() && postgresPrograms()) define()
  else onPostgres(define)
})

function define(): void {
  let cluster: PostgresCluster
  let administrator: Client
  const pools: ServerPool[] = []
  before(async () => {
    cluster = await startPostgresCluster(postgresPrograms()!, { settings: ['max_connections=20'] })
    administrator = new Client(cluster.url)
    await administrator.connect()
  })
  after(async () => {
    await administrator?.end()
    await cluster?.stop()
  })

  afterEach(() => Promise.all(pools.splice(0).map(({ knex }) => knex.destroy())))

  const say = (sql: string) => administrator.query(sql)

  /** A pool of a new role, and the database it owns; its password is `hush`. */
  const opened = async (name: string, settings: PoolSettings = {}) => {
    await say(`create role ${name} login password 'hush'`)
    await say(`create database ${name} owner ${name} template template0`)
    const url = new URL(cluster.url)
    Object.assign(url, { username: name, password: 'hush', pathname: `/${name}` })
    const pool = createServerPool(url.href, settings)
    pools.push(pool)
    return { ...pool, ...knexUnitOfWork(pool.knex), url: url.href }
  }

  const current = (names: readonly string[]) =>
    `select ${names.map(name => `current_setting('${name}') as ${name.toLowerCase()}`).join(', ')}`

  it('has the settings that are taken for granted, whatever its role has', async () => {
    const { connection } = await opened('odd')
    const url = new URL(cluster.url)
    Object.assign(url, { pathname: '/odd' })
    await beOdd(url.href)
    try {
      const { knex } = createServerPool(url.href)
      const [row] = await knexUnitOfWork(knex)
        .connection()
        .read(
          current([
            'DateStyle',
            'TimeZone',
            'bytea_output',
            'array_nulls',
            'standard_conforming_strings',
            'client_encoding',
            'search_path',
            'default_transaction_isolation',
            'lock_timeout',
            'statement_timeout',
            'synchronous_commit',
            'session_replication_role',
          ]),
        )
      await knex.destroy()
      assert.deepEqual(row, {
        datestyle: 'ISO, MDY',
        timezone: 'UTC',
        bytea_output: 'hex',
        array_nulls: 'on',
        standard_conforming_strings: 'on',
        client_encoding: 'UTF8',
        search_path: 'public, pg_temp',
        default_transaction_isolation: 'read committed',
        lock_timeout: '750ms',
        statement_timeout: '5s',
        synchronous_commit: 'on',
        session_replication_role: 'origin',
      })
      assert.deepEqual(await connection().read('select 1 as one'), [{ one: 1 }])
    } finally {
      await say(`alter role ${administrator.user} reset all`)
    }
  })

  it('leaves a stricter durability as it is', async () => {
    const { connection } = await opened('strict')
    await say('alter role strict set synchronous_commit = remote_apply')
    assert.deepEqual(await connection().read(current(['synchronous_commit'])), [
      { synchronous_commit: 'remote_apply' },
    ])
  })

  it('finds its tables where the role’s own path had them made, when the path leads nowhere any more', async () => {
    const { knex, connection, url } = await opened('housed')
    const owner = new Client(url)
    await owner.connect()
    await owner.query('create schema housed')
    await owner.end()
    await migrations({ knex }).up()
    const where =
      "select nspname::text as name from pg_class c join pg_namespace n on n.oid = relnamespace where relname = 'party'"
    assert.deepEqual(await connection().read(where), [{ name: 'housed' }])

    await say("alter role housed set search_path = 'nowhere'")
    const again = createServerPool(url)
    pools.push(again)
    const { waiting } = await migrations(again).status()
    assert.deepEqual(waiting, [])
    assert.deepEqual(await knexUnitOfWork(again.knex).connection().read('select * from party'), [])
  })

  it('stays where the others of its process are when the role’s path is changed', async () => {
    const { knex, connection } = await opened('moved')
    await migrations({ knex }).up()
    await say("alter role moved set search_path = 'other'")
    const inside = new Client(cluster.url.replace('/postgres', '/moved'))
    await inside.connect()
    await inside.query('create schema other authorization moved')
    await endOthers(inside)
    await inside.end()
    await until(() =>
      connection()
        .read('select * from party')
        .then(
          rows => rows.length === 0,
          () => false,
        ),
    )
  })

  it('is thrown away when it was ended for idling', async () => {
    const { connection } = await opened('idle', { connections: 1 })
    await say('alter role idle set idle_session_timeout = 100')
    const backend = async () =>
      (await connection().read<{ pid: number }>('select pg_backend_pid() as pid'))[0]!.pid
    const first = await backend()
    await until(async () => (await say(`select from pg_stat_activity where pid = ${first}`)).rowCount === 0)
    assert.notEqual(await backend(), first)
  })

  it('is thrown away when a migration outdated what it prepared', async () => {
    const { connection } = await opened('outdated', { connections: 1 })
    await connection().write('create table thing (a integer)')
    const all = () => connection().read('select * from thing')
    assert.deepEqual(await all(), [])
    await connection().write('alter table thing add b integer')
    await expectRejected('storage.unavailable', all)
    assert.deepEqual(await all(), [])
  })

  it('is thrown away when what it prepared is gone, and nothing is prepared by name from then on', async () => {
    const { connection, pooling } = await opened('lent', { connections: 1 })
    const one = () => connection().read('select 1 as one where $1', [true])
    assert.deepEqual(await one(), [{ one: 1 }])
    await connection().write('deallocate all')
    await expectRejected('storage.unavailable', one)
    assert.deepEqual(await one(), [{ one: 1 }])
    await connection().write('deallocate all')
    assert.deepEqual(await one(), [{ one: 1 }])
    assert.equal(pooling(), 'transaction')
  })

  describe('of a role that allows fewer than the pool wants', () => {
    it('is waited for', async () => {
      const { connection } = await opened('few', { connections: 10 })
      await say('alter role few connection limit 2')
      const slow = Array.from({ length: 30 }, () => connection().read('select 1 as one from pg_sleep(0.05)'))
      assert.deepEqual(
        await Promise.all(slow),
        Array.from({ length: 30 }, () => [{ one: 1 }]),
      )
    })

    it('is waited for when another process has all of them for a moment', async () => {
      const { connection, url } = await opened('taken')
      await say('alter role taken connection limit 1')
      const other = new Client(url)
      await other.connect()
      const waiting = connection().read('select 1 as one')
      await sleep(300)
      await other.end()
      assert.deepEqual(await waiting, [{ one: 1 }])
    })

    it('is doubt when none comes free, which names the cause', async () => {
      const { connection, url } = await opened('gone', { connections: 3 })
      await say('alter role gone connection limit 1')
      const other = new Client(url)
      await other.connect()
      await assert.rejects(connection().read('select 1'), error => {
        assert.ok(error instanceof Problem && error.code === 'storage.unavailable')
        assert.match(String(error.cause), /too many connections for role/)
        return true
      })
      await other.end()
      assert.deepEqual(await connection().read('select 1 as one'), [{ one: 1 }])
    })

    it('grows to what the pool wants when it may', async () => {
      const { connection, knex } = await opened('grown', { connections: 4 })
      await say('alter role grown connection limit 1')
      const many = () =>
        Promise.all(
          Array.from({ length: 12 }, () => connection().read('select 1 as one from pg_sleep(0.02)')),
        )
      await many()
      assert.equal(knex.client.pool.numFree(), 1)
      await say('alter role grown connection limit -1')
      await until(async () => {
        await many()
        return knex.client.pool.numFree() === 4
      })
    })
  })

  it('is waited for when the whole server allows no more', async () => {
    const { connection } = await opened('crowded', { connections: 40 })
    const slow = Array.from({ length: 100 }, () => connection().read('select 1 as one from pg_sleep(0.02)'))
    assert.equal((await Promise.all(slow)).length, 100)
  })
}
