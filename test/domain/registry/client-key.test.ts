import assert from 'node:assert/strict'
import { isTaken, lapses } from '../../../server/domain/registry/client-key.ts'
import { at, noon } from '../../support/fixtures.ts'

describe('A registered key', () => {
  it('is taken until it lapses, and for ever when nothing is said', () => {
    const key = { kid: 'one', [lapses]: noon.toISOString() }
    assert.equal(isTaken(key, at(-1)), true)
    assert.equal(isTaken(key, noon), false)
    assert.equal(isTaken({ kid: 'one' }, noon), true)
  })
})
