import assert from 'node:assert/strict'
import { followDatabaseTime } from '../../../adapters/clock/follow-database-time.ts'
import { movableClock } from '../../../adapters/clock/movable-clock.ts'
import { processTime } from '../../../adapters/clock/process-time.ts'
import { systemClock } from '../../../adapters/clock/system-clock.ts'
import { noon } from '../../support/fixtures.ts'
import { until } from '../../support/until.ts'

/** The time of the machine, whoever moves the clock. */
const machine = (): number => performance.timeOrigin + performance.now()

const near = (a: number, b: number) => assert.ok(Math.abs(a - b) < 250, `${a} is not near ${b}`)

describe('the time of the process', () => {
  afterEach(() => {
    movableClock.reset()
    processTime.follow(undefined)
  })

  it('is one for the clock, Date, Date.now and Date as a function', () => {
    movableClock.hold(noon)
    assert.deepEqual(systemClock.now(), noon)
    assert.deepEqual(new Date(), noon)
    assert.equal(Date.now(), noon.getTime())
    assert.equal(Date(), noon.toString())
  })

  it('leaves Date what it is', () => {
    movableClock.hold(noon)
    assert.ok(new Date() instanceof Date)
    assert.equal(new Date().constructor, Date)
    assert.equal(new Date(0).getTime(), 0)
    assert.equal(new Date(2026, 0, 2).getDate(), 2)
    assert.equal(Date.UTC(1970, 0, 1), 0)
    class Later extends Date {}
    assert.ok(new Later() instanceof Later)
    assert.deepEqual(structuredClone(new Date()), noon)
  })

  it('moves and comes back', () => {
    const before = Date.now()
    movableClock.advance(3600)
    movableClock.advance(3600)
    near(Date.now(), before + 7_200_000)
    movableClock.reset()
    near(Date.now(), before)
  })

  it('follows the database whose clock is 90 seconds off, F13', async () => {
    const theirs = (offset: number) => async () => new Date(machine() + offset)
    for (const offset of [90_000, -90_000]) {
      const followed = await followDatabaseTime({
        readDatabaseTime: theirs(offset),
        onError: error => assert.fail(String(error)),
      })
      near(systemClock.now().getTime(), machine() + offset)
      near(followed.offset(), offset)
      movableClock.advance(60)
      near(Date.now(), machine() + offset + 60_000)
      movableClock.reset()
      followed.stop()
    }
    near(Date.now(), machine())
  })

  it('measures again, and runs on when the database does not answer', async () => {
    const failures: unknown[] = []
    let offset = 0
    let broken = false
    const followed = await followDatabaseTime({
      readDatabaseTime: async () => {
        if (broken) throw new Error('gone')
        return new Date(machine() + offset)
      },
      every: 10,
      onError: error => failures.push(error),
    })
    offset = 10_000
    await until(async () => followed.offset() > 5_000)
    near(followed.offset(), 10_000)
    broken = true
    await until(async () => failures.length > 0)
    near(followed.offset(), 10_000)
    followed.stop()
  })
})
