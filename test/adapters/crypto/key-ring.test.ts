import assert from 'node:assert/strict'
import { keyRing } from '../../../adapters/crypto/key-ring.ts'
import { randomIds } from '../../../adapters/ids/random-ids.ts'
import { handSetClock } from '../../support/clock.ts'

const ids = randomIds({ clock: handSetClock(), key: 'k' })
const [older, newer] = ['an older key for tests only', 'a newer key for tests only']

describe('the sealer', () => {
  const sealer = keyRing({ keys: [newer, older], ids }).texts

  it('opens what it sealed, in the same place only', () => {
    const sealed = sealer.seal('01885599999 æøå', 'party/1')
    assert.equal(sealer.open(sealed, 'party/1'), '01885599999 æøå')
    assert.throws(() => sealer.open(sealed, 'party/2'))
  })

  it('never seals the same text to the same bytes', () => {
    assert.notDeepEqual(sealer.seal('a', 'p').ciphertext, sealer.seal('a', 'p').ciphertext)
  })

  it('does not open bytes that were changed, cut or sealed with a key that is gone', () => {
    const sealed = sealer.seal('secret', 'p')
    const length = sealed.ciphertext.length
    for (let index = 0; index < length; index++) {
      const ciphertext = Uint8Array.from(sealed.ciphertext)
      ciphertext[index]! ^= 1
      assert.throws(() => sealer.open({ ...sealed, ciphertext }, 'p'))
    }
    for (let end = 0; end < length; end++) {
      assert.throws(() => sealer.open({ ...sealed, ciphertext: sealed.ciphertext.subarray(0, end) }, 'p'))
    }
    assert.throws(() => keyRing({ keys: [older], ids }).texts.open(sealed, 'p'), /no key/)
    assert.throws(() => sealer.open({ ...sealed, keyId: '__proto__' }, 'p'), /no key/)
  })

  it('opens what an older key sealed', () => {
    const sealed = keyRing({ keys: [older], ids }).texts.seal('a', 'p')
    assert.equal(sealer.open(sealed, 'p'), 'a')
    assert.notEqual(sealer.seal('a', 'p').keyId, sealed.keyId)
  })

  it('gives fingerprints by key and place', () => {
    const [first, second] = sealer.fingerprints('a', 'p')
    assert.deepEqual(keyRing({ keys: [older], ids }).texts.fingerprints('a', 'p'), [second])
    assert.notDeepEqual(first, second)
    assert.notDeepEqual(sealer.fingerprints('a', 'q')[0], first)
    assert.equal(first.length, 32)
  })
})
