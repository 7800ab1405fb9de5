import assert from 'node:assert/strict'
import { restUntil } from '../../../server/domain/signals/rest.ts'

const now = new Date('2026-11-29T12:00:00Z')
const rest = (status: number, retryAfter?: string) =>
  restUntil({ status, ...(retryAfter !== undefined && { retryAfter }) }, now)?.toISOString()

describe('How long a receiver is left alone', () => {
  it('is as long as it says, in seconds or by a date, and a day at most', () => {
    assert.equal(rest(503, '120'), '2026-11-29T12:02:00.000Z')
    assert.equal(rest(429, 'Sun, 29 Nov 2026 13:00:00 GMT'), '2026-11-29T13:00:00.000Z')
    assert.equal(rest(500, '999999999'), '2026-11-30T12:00:00.000Z')
    assert.equal(rest(503, 'Sat, 28 Nov 2026 13:00:00 GMT'), '2026-11-29T12:00:00.000Z')
  })

  it('is half a minute when it is busy and does not say for how long', () => {
    for (const status of [429, 502, 504]) assert.equal(rest(status, 'soon'), '2026-11-29T12:00:30.000Z')
  })

  it('is up to us otherwise', () => {
    assert.equal(rest(500), undefined)
    assert.equal(rest(503, 'when it is ready'), undefined)
  })
})
