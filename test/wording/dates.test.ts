import assert from 'node:assert/strict'
import type { Language } from '../../server/domain/text/text.ts'
import { duration, endDate } from '../../server/wording/dates.ts'

const noon = new Date('2026-11-29T11:00:00Z')
const later = (seconds: number): Date => new Date(noon.getTime() + seconds * 1000)
const day = 86_400

describe('how an end is written', () => {
  for (const [language, thirtyDays, oneDay, tenMinutes] of [
    ['nb', '29. desember 2026 (30 dager)', '30. november 2026 (1 dag)', '29. november 2026 (10 minutter)'],
    ['nn', '29. desember 2026 (30 dagar)', '30. november 2026 (1 dag)', '29. november 2026 (10 minutt)'],
    ['en', '29 December 2026 (30 days)', '30 November 2026 (1 day)', '29 November 2026 (10 minutes)'],
  ] as const satisfies readonly (readonly [Language, ...string[]])[]) {
    it(`puts the date first and the length beside it, in ${language}`, () => {
      assert.equal(endDate(noon, later(30 * day), language), thirtyDays)
      assert.equal(endDate(noon, later(day), language), oneDay)
      assert.equal(endDate(noon, later(600), language), tenMinutes)
    })
  }

  it('counts whole years and the days beyond them by the calendar', () => {
    assert.equal(endDate(noon, new Date('2027-11-28T23:00:00Z'), 'nb'), '29. november 2027 (1 år)')
    assert.equal(
      endDate(noon, new Date('2028-12-01T11:00:00Z'), 'en'),
      '1 December 2028 (2 years and 2 days)',
    )
  })

  it('counts days by the calendar where they are not whole, also when clocks change', () => {
    assert.equal(endDate(noon, new Date('2026-12-04T03:12:45Z'), 'nb'), '4. desember 2026 (5 dager)')
    const beforeWinter = new Date('2026-10-01T22:30:00Z')
    const thirtyLater = new Date(beforeWinter.getTime() + 30 * day * 1000)
    assert.equal(endDate(beforeWinter, thirtyLater, 'nb'), '31. oktober 2026 (30 dager)')
  })

  it('says no length of what is over, or of less than a day that is not whole minutes', () => {
    assert.equal(endDate(noon, later(-600), 'nb'), '29. november 2026')
    assert.equal(endDate(noon, later(601), 'nb'), '29. november 2026')
  })

  it('calls a day by its usual name', () => {
    assert.equal(duration(28 * day, 'nb'), '28 dager')
    assert.equal(duration(28 * day, 'nn'), '28 dagar')
    assert.equal(duration(5400, 'en'), '90 minutes')
  })
})
