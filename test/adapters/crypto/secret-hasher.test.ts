import assert from 'node:assert/strict'
import { secretHasher } from '../../../adapters/crypto/secret-hasher.ts'
import { sha256 } from '../../../adapters/crypto/sha256.ts'
import { randomIds } from '../../../adapters/ids/random-ids.ts'
import { handSetClock } from '../../support/clock.ts'

const clock = handSetClock()
const hasher = secretHasher({ ids: randomIds({ clock, key: 'k' }), clock })

describe('the secret hasher', () => {
  it('makes a secret of 256 bits and keeps its hash only', async () => {
    const { secret, kept } = hasher.generate()
    assert.match(secret, /^[\w-]{43}$/)
    assert.equal(kept.method, 'sha256')
    assert.ok(!JSON.stringify(kept).includes(secret))
    assert.equal(await hasher.verify(secret, [kept]), true)
    assert.equal(await hasher.verify(`${secret}a`, [kept]), false)
  })

  it('keeps a chosen secret by a slow hash with a salt of its own', async () => {
    const [a, b] = [await hasher.hash('chosen'), await hasher.hash('chosen')]
    assert.equal(a.method, 'scrypt')
    assert.notEqual(a.digest, b.digest)
    assert.equal(await hasher.verify('chosen', [a]), true)
    assert.equal(await hasher.verify('Chosen', [a]), false)
  })

  it('takes either of two live secrets, and nothing when there is none', async () => {
    const [a, b] = [hasher.generate(), await hasher.hash('chosen')]
    for (const secret of [a.secret, 'chosen']) assert.equal(await hasher.verify(secret, [a.kept, b]), true)
    for (const secret of ['', 'other', a.kept.digest]) {
      assert.equal(await hasher.verify(secret, [a.kept, b]), false)
    }
    assert.equal(await hasher.verify('', []), false)
  })

  it('does not take a kept secret without a digest for an empty one', async () => {
    const { kept } = hasher.generate()
    for (const method of ['sha256', 'scrypt'] as const) {
      assert.equal(await hasher.verify('', [{ ...kept, method, digest: '' }]), false)
    }
  })

  it('hashes as SHA-256 does', () => {
    assert.equal(sha256('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  })
})
