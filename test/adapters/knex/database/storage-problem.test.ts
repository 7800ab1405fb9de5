import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { createKnex } from '../../../../adapters/knex/database/pool/create-knex.ts'
import { makePartition } from '../../../../adapters/knex/ledger/partition-statements.ts'
import { type KnexUnitOfWork, knexUnitOfWork } from '../../../../adapters/knex/database/transaction.ts'
import { freshPostgresUrl, onPostgres } from '../../../support/database.ts'
import { expectRejected } from '../../../support/expect-problem.ts'
import { until } from '../../../support/until.ts'

describe('a database in trouble', () => {
  it('is storage.unavailable when nobody listens there', async () => {
    const knex = createKnex('postgresql://nobody@127.0.0.1:1/none')
    const { connection, transaction, unitOfWork } = knexUnitOfWork(knex)
    await expectRejected('storage.unavailable', () => connection().read('select 1'))
    await expectRejected('storage.unavailable', () => transaction(on => on.write('select 1')))
    await expectRejected('storage.unavailable', () => unitOfWork.run(() => connection().write('select 1')))
    await knex.destroy()
  })

  onPostgres(() => {
    const open = async (settings = {}) => {
      const knex = createKnex(await freshPostgresUrl(), settings)
      after(() => knex.destroy())
      return knexUnitOfWork(knex)
    }
    it('is storage.unavailable when a statement takes too long', async () => {
      const { connection } = await open({ statementTimeout: 1_000 })
      await expectRejected('storage.unavailable', () => connection().read('select pg_sleep(60)'))
      assert.deepEqual(await connection().read('select 1 as one'), [{ one: 1 }])
    })

    it('F9 is storage.unavailable when no connection comes free, and well again when one does', async () => {
      const { connection, unitOfWork } = await open({ connections: 1 })
      const [taken, enough] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
      const busy = unitOfWork.run(async () => {
        await connection().write('select 1')
        taken.resolve()
        await enough.promise
      })
      await taken.promise
      await expectRejected('storage.unavailable', () => connection().read('select 1'))
      enough.resolve()
      await busy
      assert.deepEqual(await connection().read('select 1 as one'), [{ one: 1 }])
    })

    const replay = ({ connection }: KnexUnitOfWork) => ({
      add: (word: string) =>
        connection().write('insert into replay (bucket, hash, expires_at) values (1, $1, $2)', [
          Buffer.from(word),
          new Date(0),
        ]),
      touch: (word: string) =>
        connection().write('update replay set expires_at = expires_at where hash = $1', [Buffer.from(word)]),
    })

    it('does again what waited while a partition was made for its row', async () => {
      const units = await open()
      const isWaitedFor = "select from pg_locks where relation = 'replay_default'::regclass and not granted"
      const made = Promise.withResolvers<void>()
      const making = units.transaction(async on => {
        await makePartition(on, 'replay', 1)
        made.resolve()
        await until(async () => (await units.connection().read(isWaitedFor)).length > 0)
      })
      await made.promise
      await Promise.all([replay(units).add('a'), making])
      const rows = await units.connection().read('select tableoid::regclass::text as place from replay')
      assert.deepEqual(rows, [{ place: 'replay_1' }])
    })

    it('F4 is storage.unavailable when the connection is lost in a unit of work, and nothing is kept', async () => {
      const units = await open()
      const { add } = replay(units)
      await expectRejected('storage.unavailable', () =>
        units.unitOfWork.run(async () => {
          await add('a')
          await loseConnection(units)
          await add('b')
        }),
      )
      assert.deepEqual(await units.connection().read('select hash from replay'), [])
    })

    it('F4 is storage.unavailable when the connection is lost at the commit', async () => {
      const units = await open()
      const work = () =>
        units.unitOfWork.run(async () => {
          await replay(units).add('a')
          await loseConnection(units)
        })
      await expectRejected('storage.unavailable', work)
      assert.deepEqual(await units.connection().read('select hash from replay'), [])
    })

    it('F4 does a transaction again that got in the way of another', async () => {
      const units = await open()
      const { add, touch } = replay(units)
      await add('a')
      await add('b')
      const crossing = (first: string, second: string) =>
        units.transaction(async () => {
          await touch(first)
          await sleep(50)
          await touch(second)
        })
      await Promise.all([crossing('a', 'b'), crossing('b', 'a')])
    })
  })
})

/** Ends the connection that the unit of work around holds. */
async function loseConnection({ connection }: KnexUnitOfWork): Promise<void> {
  await connection()
    .read('select pg_terminate_backend(pg_backend_pid())')
    .catch(() => {})
}
