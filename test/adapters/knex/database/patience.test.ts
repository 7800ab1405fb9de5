import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { withPatience } from '../../../../adapters/knex/database/patience.ts'
import { onEachDatabase } from '../../../support/database.ts'
import { expectRejected } from '../../../support/expect-problem.ts'

onEachDatabase('patience with the database', database => {
  const wait = (seconds: number) => database.connection().read('select pg_sleep($1)', [seconds])
  const patiently = (milliseconds: number, work: () => Promise<unknown>) => withPatience(milliseconds, work)

  it('F10: is for all statements of a request together', async () => {
    await patiently(2_000, () => wait(0.06))
    let waits = 0
    const several = async () => {
      for (; waits < 10; waits++) await wait(0.06)
    }
    await expectRejected('storage.unavailable', () => patiently(150, several))
    assert.ok(waits > 0 && waits < 5, `${waits} waits`)
    await wait(0.01)
  })

  it('F10: counts what is waited for at once only once, and nothing but the database', async () => {
    await patiently(400, async () => {
      await sleep(450)
      await Promise.all([wait(0.05), wait(0.05), wait(0.05)])
    })
  })

  it('F10: undoes a unit of work that it does not last for', async () => {
    const { knex } = database
    await knex.raw('create table if not exists patience_marks (mark int)')
    const mark = () =>
      database.unitOfWork.run(async () => {
        await database.connection().write('insert into patience_marks values ($1)', [1])
        await wait(0.3)
      })
    await expectRejected('storage.unavailable', () => patiently(150, mark))
    const { rows } = await knex.raw('select count(*)::int as marks from patience_marks')
    await knex.raw('drop table patience_marks')
    assert.deepEqual(rows, [{ marks: 0 }])
  })

  it('F10: is anew for what a request has begun and does not wait for', async () => {
    let later: Promise<unknown> | undefined
    await patiently(100, async () => {
      later = sleep(150).then(() => wait(0.15))
    })
    await later
  })
})
