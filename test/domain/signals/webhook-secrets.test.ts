import assert from 'node:assert/strict'
import { rotated, secretsAt } from '../../../server/domain/signals/webhook-secrets.ts'

const now = new Date('2026-11-29T12:00:00Z')
const later = (hours: number) => new Date(now.getTime() + hours * 3600 * 1000)

describe('The secrets of a webhook', () => {
  it('are two for a day after a change, the new one first, and then one', () => {
    const secrets = rotated({ current: 'old' }, 'new', now)
    assert.deepEqual(secretsAt({ current: 'old' }, now), ['old'])
    assert.deepEqual(secretsAt(secrets, later(23.9)), ['new', 'old'])
    assert.deepEqual(secretsAt(secrets, later(24)), ['new'])
  })

  it('are each good for a day after it was changed, however often it is', () => {
    const twice = rotated(rotated({ current: 'first' }, 'second', now), 'third', later(1))
    assert.deepEqual(secretsAt(twice, later(2)), ['third', 'second', 'first'])
    assert.deepEqual(secretsAt(twice, later(24)), ['third', 'second'])
    assert.deepEqual(secretsAt(rotated(twice, 'fourth', later(30)), later(30)), ['fourth', 'third'])
  })
})
