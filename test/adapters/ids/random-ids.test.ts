import assert from 'node:assert/strict'
import { randomIds } from '../../../adapters/ids/random-ids.ts'
import { handSetClock } from '../../support/clock.ts'
import { noon } from '../../support/fixtures.ts'

const version7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const version8 = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

describe('random ids', () => {
  const clock = handSetClock()
  const ids = randomIds({ clock, key: 'one key' })

  it('sort in the order they were made, 20,000 in one millisecond and when the clock goes back', () => {
    const made = Array.from({ length: 20_000 }, () => ids.uuid())
    clock.move(-1000)
    made.push(ids.uuid())
    clock.move(60_000)
    made.push(ids.uuid())
    assert.deepEqual([...made].sort(), made)
    assert.equal(new Set(made).size, made.length)
    assert.ok(made.every(id => version7.test(id)))
  })

  it('follow a clock that was put back for good', () => {
    const before = clock.now()
    clock.move(3_600_000)
    const ahead = ids.uuid()
    clock.set(before)
    assert.ok(ids.uuid() < ahead)
  })

  it('carry the time', () => {
    const milliseconds = Number.parseInt(
      randomIds({ clock, key: 'k' }).uuid().replace('-', '').slice(0, 12),
      16,
    )
    assert.equal(milliseconds, clock.now().getTime())
    assert.notEqual(milliseconds, noon.getTime())
  })

  it('derived from words are the same for the same words and key only', () => {
    const id = ids.derivedUuid('oauth', 'abc')
    assert.match(id, version8)
    assert.equal(randomIds({ clock, key: 'one key' }).derivedUuid('oauth', 'abc'), id)
    assert.notEqual(randomIds({ clock, key: 'other' }).derivedUuid('oauth', 'abc'), id)
    assert.notEqual(ids.derivedUuid('oautha', 'bc'), id)
    assert.notEqual(ids.derivedUuid('oauth,abc'), id)
  })

  it('of secrets have 256 bits unless told otherwise', () => {
    assert.match(ids.secret(), /^[\w-]{43}$/)
    assert.match(ids.secret(16), /^[\w-]{22}$/)
    assert.notEqual(ids.secret(), ids.secret())
  })
})
