import assert from 'node:assert/strict'
import {
  countsOf,
  isWithin,
  momentBefore,
  type Period,
  toPeriod,
} from '../../../server/domain/registry/period.ts'

const ago = (moment: string, period: string): string =>
  momentBefore(new Date(moment), period as Period).toISOString()

describe('A period', () => {
  it('is whole days or more, as ISO 8601 writes them', () => {
    for (const text of ['P3Y', 'P18M', 'P2W', 'P90D', 'P1Y6M', 'P1Y2M3W4D', 'P200Y']) {
      assert.equal(toPeriod(text), text)
    }
    for (const text of [
      '',
      'P',
      'P0D',
      'P0Y5D',
      '3Y',
      'P3',
      'PT12H',
      'P1DT1H',
      'P-1Y',
      'p3y',
      'P201Y',
      'P1Y ',
      'P1M1Y',
    ]) {
      assert.equal(toPeriod(text), undefined, text)
    }
  })

  it('goes back by the calendar, to the last day of a month that is shorter', () => {
    assert.equal(ago('2027-05-31T10:20:30.400Z', 'P3M'), '2027-02-28T10:20:30.400Z')
    assert.equal(ago('2028-02-29T00:00:00.000Z', 'P1Y'), '2027-02-28T00:00:00.000Z')
    assert.equal(ago('2027-01-15T00:00:00.000Z', 'P1M'), '2026-12-15T00:00:00.000Z')
    assert.equal(ago('2027-03-01T00:00:00.000Z', 'P1Y2M1W3D'), '2025-12-22T00:00:00.000Z')
  })

  it('is held against another by the calendar', () => {
    assert.ok(isWithin('P12M' as Period, 'P1Y' as Period))
    assert.ok(isWithin('P365D' as Period, 'P1Y' as Period))
    assert.ok(!isWithin('P13M' as Period, 'P1Y' as Period))
  })

  it('is counted in years, months and days', () => {
    assert.deepEqual(countsOf('P1Y18M2W1D' as Period), { years: 2, months: 6, days: 15 })
  })
})
