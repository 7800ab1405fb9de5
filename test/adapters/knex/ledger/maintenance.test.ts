import assert from 'node:assert/strict'
import { dayBucket, monthBucket } from '../../../../adapters/knex/bucket.ts'
import { onEachDatabase } from '../../../support/database.ts'
import { at, noon } from '../../../support/fixtures.ts'
import { storesOn, type TestStores } from '../../../support/stores.ts'

const day = 86_400_000

onEachDatabase('maintenance', database => {
  let stores: TestStores
  beforeEach(async () => {
    stores = storesOn(database)
    const partitions = await names()
    for (const name of partitions) await database.knex.raw(`drop table ${name}`)
  })

  const names = async (): Promise<string[]> =>
    (
      await database.connection().read<{ name: string }>(
        `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
         where c.relkind = 'r' and c.relname ~ '_[0-9]+$' order by 1`,
      )
    ).map(row => row.name)

  const keep = (bucket: number, word = 'a') =>
    database
      .connection()
      .write('insert into replay (bucket, hash, expires_at) values ($1, $2, $3)', [
        bucket,
        Buffer.from(word),
        noon,
      ])

  const placeOf = async (word = 'a') =>
    (
      await database
        .connection()
        .read<{ place: string }>('select tableoid::regclass::text as place from replay where hash = $1', [
          Buffer.from(word),
        ])
    )[0]?.place

  const today = dayBucket(noon)

  it('makes partitions ahead, once', async () => {
    const report = await stores.maintenance.maintain()
    assert.deepEqual(report, {
      partitionsMade: 5 * 5 + 16 - 1,
      partitionsDropped: 0,
      strayRows: 0,
      postponed: 0,
    })
    assert.ok((await names()).includes(`artifact_${monthBucket(noon) + 14}`))
    assert.equal((await stores.maintenance.maintain()).partitionsMade, 0)
    await keep(today)
    assert.equal(await placeOf(), `replay_${today}`)
  })

  it('removes what strangers began and nobody went on with as soon as it is over, and old counts', async () => {
    const keepState = (word: string, expiresAt: Date) =>
      database.connection().write(
        `insert into browser_state (bucket, hash, kind, face, payload, expires_at)
         values ($1, $2, 'Interaction', 'oauth', '{}', $3)`,
        [today, Buffer.from(word), expiresAt],
      )
    await keepState('over', new Date(noon.getTime() - 1))
    await keepState('waiting', new Date(noon.getTime() + 1))
    await database
      .connection()
      .write(
        `insert into rate_limit (key, points, expire) values ('over', 1, 1), ('counted', 1, 9000000000000)`,
      )
    await stores.maintenance.maintain()
    const states = await database.connection().read<{ hash: Buffer }>('select hash from browser_state')
    assert.deepEqual(
      states.map(({ hash }) => Buffer.from(hash).toString()),
      ['waiting'],
    )
    assert.deepEqual(await database.connection().read('select key from rate_limit'), [{ key: 'counted' }])
  })

  it('keeps a bucket for a day after its last row is over, then drops it with its rows', async () => {
    await stores.maintenance.maintain()
    await keep(today)
    const midnight = new Date((today + 1) * day)
    stores.clock.set(at(day - 1, midnight))
    await stores.maintenance.maintain()
    assert.equal(await placeOf(), `replay_${today}`)
    stores.clock.set(at(day, midnight))
    const { partitionsDropped } = await stores.maintenance.maintain()
    assert.ok(partitionsDropped >= 3)
    assert.equal(await placeOf(), undefined)
    assert.ok(!(await names()).includes(`replay_${today}`))
  })

  it('F23 finds a row whose partition was missing, and moves it home later', async () => {
    await keep(today)
    await keep(today + 40, 'b')
    assert.equal(await placeOf(), 'replay_default')
    assert.equal((await stores.maintenance.maintain()).strayRows, 2)
    assert.equal(await placeOf(), `replay_${today}`)
    assert.equal(await placeOf('b'), `replay_${today + 40}`)
    assert.equal((await stores.maintenance.maintain()).strayRows, 0)
  })

  it('clears rows that were never given a partition when they are past', async () => {
    await keep(today - 5)
    await stores.maintenance.maintain()
    assert.equal(await placeOf(), undefined)
  })

  it('goes on when the clock was moved by a year and back', async () => {
    await stores.maintenance.maintain()
    stores.clock.move(400 * day)
    const later = await stores.maintenance.maintain()
    assert.equal(later.postponed, 0)
    await keep(dayBucket(stores.clock.now()))
    assert.equal(await placeOf(), `replay_${dayBucket(stores.clock.now())}`)
    stores.clock.set(noon)
    await stores.maintenance.maintain()
    await keep(today, 'b')
    assert.equal(await placeOf('b'), `replay_${today}`)
  })

  it('keeps the indexes that find browser state, so that it takes one partition in', async () => {
    await stores.maintenance.maintain()
    const rows = await database
      .connection()
      .read(`select 1 from pg_indexes where tablename = 'browser_state_${today}'`)
    assert.equal(rows.length, 4)
  })
})
