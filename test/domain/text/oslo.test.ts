import assert from 'node:assert/strict'
import { osloDay, osloMidnight, yearsLater } from '../../../server/domain/text/oslo.ts'
import { calendarYears } from '../../../server/domain/grants/validity.ts'

describe('the calendar in Oslo', () => {
  it('has another day than UTC late in the evening', () => {
    assert.deepEqual(osloDay(new Date('2026-06-30T21:59:59.999Z')), { year: 2026, month: 6, day: 30 })
    assert.deepEqual(osloDay(new Date('2026-06-30T22:00:00Z')), { year: 2026, month: 7, day: 1 })
    assert.deepEqual(osloDay(new Date('2026-12-31T23:00:00Z')), { year: 2027, month: 1, day: 1 })
  })

  it('begins its days at the clock of that season', () => {
    const begins = (month: number, day: number) => osloMidnight({ year: 2026, month, day }).toISOString()
    assert.equal(begins(1, 15), '2026-01-14T23:00:00.000Z')
    assert.equal(begins(7, 15), '2026-07-14T22:00:00.000Z')
  })

  it('begins the days on which the clocks change at the clock before the change', () => {
    const begins = (month: number, day: number) => osloMidnight({ year: 2026, month, day }).toISOString()
    assert.equal(begins(3, 29), '2026-03-28T23:00:00.000Z')
    assert.equal(begins(3, 30), '2026-03-29T22:00:00.000Z')
    assert.equal(begins(10, 25), '2026-10-24T22:00:00.000Z')
    assert.equal(begins(10, 26), '2026-10-25T23:00:00.000Z')
  })

  it('runs on beyond the end of a month', () => {
    const day = { year: 2026, month: 2, day: 15 + 28 }
    assert.deepEqual(osloMidnight(day), osloMidnight({ year: 2026, month: 3, day: 15 }))
  })

  it('has no 29 February in most years', () => {
    assert.deepEqual(yearsLater({ year: 2028, month: 2, day: 29 }, 1), { year: 2029, month: 2, day: 28 })
    assert.deepEqual(yearsLater({ year: 2028, month: 2, day: 29 }, 4), { year: 2032, month: 2, day: 29 })
  })

  it('counts a year from the beginning of the day', () => {
    const { from, to } = calendarYears(new Date('2026-03-05T07:00:01.500Z'), 1)
    assert.equal(from.toISOString(), '2026-03-04T23:00:00.000Z')
    assert.equal(to.toISOString(), '2027-03-04T23:00:00.000Z')
  })
})
