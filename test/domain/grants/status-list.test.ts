import assert from 'node:assert/strict'
import {
  hourOfStatusList,
  hoursOfStatusLists,
  isPastStatusList,
  statusListOf,
} from '../../../server/domain/grants/status-list.ts'
import { at, noon } from '../../support/fixtures.ts'

const hour = 3_600_000

describe('the number of a status list', () => {
  it('is of the hour in which its tokens expire', () => {
    const list = statusListOf(at(hour - 1), 3)
    const first = statusListOf(noon, 0)
    assert.deepEqual(hourOfStatusList(list), { first, last: first + 999, from: noon, to: at(hour) })
    assert.equal(statusListOf(at(hour), 0), first + 1000)
    assert.notEqual(list, statusListOf(noon, 2))
  })

  it('is past some minutes after that hour, so that nobody is told too early', () => {
    const list = statusListOf(noon, 0)
    assert.equal(isPastStatusList(list, at(hour)), false)
    assert.equal(isPastStatusList(list, at(hour + 299_999)), false)
    assert.equal(isPastStatusList(list, at(hour + 300_000)), true)
  })

  it('may be of this hour and the next, and for some minutes of the last', () => {
    const firsts = (now: Date) => hoursOfStatusLists(now).map(({ from }) => from)
    assert.deepEqual(firsts(at(1)), [at(-hour), noon, at(hour)])
    assert.deepEqual(firsts(at(300_000)), [noon, at(hour)])
  })
})
