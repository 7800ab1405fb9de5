import assert from 'node:assert/strict'
import { dayBucket } from '../../../../adapters/knex/bucket.ts'
import type { OpenDatabase } from '../../../../adapters/knex/database/database.ts'
import { openPostgres } from '../../../../adapters/knex/database/open-database.ts'
import { knexUnitOfWork } from '../../../../adapters/knex/database/transaction.ts'
import { knexMaintenance } from '../../../../adapters/knex/ledger/maintenance.ts'
import { type HandSetClock, handSetClock } from '../../../support/clock.ts'
import { freshPostgresUrl, onEachDatabase, onPostgres } from '../../../support/database.ts'
import { noon } from '../../../support/fixtures.ts'
import { storesOn } from '../../../support/stores.ts'

onEachDatabase('maintenance while requests come in', database => {
  it('loses no row, refuses none, and gets done', async () => {
    const stores = storesOn(database)
    await stores.maintenance.maintain()
    let number = 0
    let done = false
    const writer = async () => {
      while (!done) {
        const word = Buffer.from(String(number++))
        await database.unitOfWork.run(async () => {
          const bucket = dayBucket(stores.clock.now()) + 1
          await database
            .connection()
            .write('insert into replay (bucket, hash, expires_at) values ($1, $2, $3)', [bucket, word, noon])
          const found = await database
            .connection()
            .read('select 1 from replay where bucket = $1 and hash = $2', [bucket, word])
          assert.equal(found.length, 1)
        })
      }
    }
    const keeper = async () => {
      let postponed = 0
      for (let day = 0; day < 12; day++) {
        stores.clock.move(86_400_000)
        postponed = (await stores.maintenance.maintain()).postponed
      }
      done = true
      return postponed
    }
    const [postponed] = await Promise.all([keeper(), writer(), writer(), writer(), writer()])
    assert.equal(postponed, 0)
  })
})

describe('maintenance by several processes', () => {
  onPostgres(() => {
    const opened: OpenDatabase[] = []
    after(() => Promise.all(opened.map(database => database.close())))

    const process = (url: string, clock: HandSetClock) => {
      const database = openPostgres(url)
      opened.push(database)
      return knexMaintenance({ ...database, ...knexUnitOfWork(database.knex), clock })
    }

    it('makes every partition once', async () => {
      const url = await freshPostgresUrl()
      const clock = handSetClock()
      const workers = Array.from({ length: 4 }, () => process(url, clock))
      const made = await Promise.all(workers.map(worker => worker.maintain()))
      const again = await workers[0]!.maintain()
      const total = [...made, again].reduce((sum, report) => sum + report.partitionsMade, 0)
      assert.equal(total, 40)
    })
  })
})
