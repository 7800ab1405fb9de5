import assert from 'node:assert/strict'
import { chartOf, totalsOf } from '../../../server/faces/console/overview/chart.ts'
import { stepsBetween } from '../../../server/faces/console/overview/steps.ts'

describe('a picture of what happened over time', () => {
  const tally = (day: string, accepted: number, purposeId = 'loan') =>
    ({ day, purposeId, face: 'oauth', counts: { accepted } }) as const

  it('has a step for each day in Norway, each Monday and each first of a month, both ends in it', () => {
    const from = new Date('2026-02-26T23:30:00Z')
    const to = new Date('2026-03-01T22:59:00Z')
    assert.deepEqual(stepsBetween(from, to, 'day'), ['2026-02-27', '2026-02-28', '2026-03-01'])
    assert.deepEqual(stepsBetween(from, to, 'week'), ['2026-02-23'])
    assert.deepEqual(stepsBetween(from, to, 'month'), ['2026-02-01', '2026-03-01'])
  })

  it('is as high as its highest step, and has a step for days without anything', () => {
    const tallies = [tally('2026-03-01', 1), tally('2026-03-01', 2, 'rent'), tally('2026-03-03', 1)]
    const chart = chartOf('accepted', tallies, ['2026-03-01', '2026-03-02', '2026-03-03'])
    assert.deepEqual([chart.total, chart.most], [4, 3])
    assert.deepEqual(
      chart.bars.map(({ height }) => height),
      [100, 0, 33.3],
    )
    assert.equal(chartOf('rejected', tallies, ['2026-03-01']).bars[0]?.height, 0)
  })

  it('is summed up for each purpose by each face, what was asked for most first', () => {
    const asked = { day: '2026-03-01', purposeId: 'rent', face: 'oauth', counts: { requested: 5 } } as const
    const totals = totalsOf(
      ['requested', 'accepted'],
      [tally('2026-03-01', 1), tally('2026-03-02', 2), asked],
    )
    assert.deepEqual(totals, [
      { purposeId: 'rent', face: 'oauth', counts: { requested: 5, accepted: 0 } },
      { purposeId: 'loan', face: 'oauth', counts: { requested: 0, accepted: 3 } },
    ])
  })
})
