import assert from 'node:assert/strict'
import { secretHasher } from '../../../adapters/crypto/secret-hasher.ts'
import { sha256 } from '../../../adapters/crypto/sha256.ts'
import { randomIds } from '../../../adapters/ids/random-ids.ts'
import type { Problem } from '../../../server/domain/problem.ts'
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
    for (const secret of ['', 'other']) assert.equal(await hasher.verify(secret, []), false)
  })

  it('does not take a kept secret without a digest for an empty one', async () => {
    const { kept } = hasher.generate()
    for (const method of ['sha256', 'scrypt'] as const) {
      assert.equal(await hasher.verify('', [{ ...kept, method, digest: '' }]), false)
    }
  })

  it('does not stretch a chosen secret again that was right a moment ago, nor one that was wrong', async () => {
    const a = await hasher.hash('chosen')
    for (const [secret, verdict] of [
      ['chosen', true],
      ['guessed', false],
    ] as const) {
      assert.equal(await hasher.verify(secret, [a]), verdict)
      const from = performance.now()
      for (let n = 0; n < 100; n++) assert.equal(await hasher.verify(secret, [a]), verdict)
      assert.ok(performance.now() - from < 200, `${performance.now() - from} ms`)
    }
  })

  it('takes a remembered secret no more once it is removed or replaced', async () => {
    const a = await hasher.hash('chosen')
    assert.equal(await hasher.verify('chosen', [a]), true)
    assert.equal(await hasher.verify('chosen', []), false)
    const { digest } = await hasher.hash('another')
    assert.equal(await hasher.verify('chosen', [{ ...a, digest }]), false)
  })

  it('checks few chosen secrets at once, lets few wait, and refuses the others as doubt', async () => {
    const busy = secretHasher({
      ids: randomIds({ clock, key: 'k' }),
      clock,
      bounds: { atOnce: 1, waiting: 2 },
    })
    const a = await hasher.hash('chosen')
    const tried = await Promise.allSettled(
      ['chosen', 'b', 'c', 'd', 'e'].map(secret => busy.verify(secret, [a])),
    )
    assert.deepEqual(
      tried.map(one => (one.status === 'fulfilled' ? one.value : (one.reason as Problem).code)),
      [true, false, false, 'authentication.busy', 'authentication.busy'],
    )
    assert.equal(await busy.verify('chosen', [a]), true)
    assert.equal(await busy.verify('f', [a]), false)
  })

  it('checks a chosen secret once for all who show it at the same moment', async () => {
    const busy = secretHasher({
      ids: randomIds({ clock, key: 'k' }),
      clock,
      bounds: { atOnce: 1, waiting: 0 },
    })
    const a = await hasher.hash('chosen')
    const tried = await Promise.all(Array.from({ length: 50 }, () => busy.verify('chosen', [a])))
    assert.ok(tried.every(verdict => verdict))
  })

  it('hashes as SHA-256 does', () => {
    assert.equal(sha256('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  })
})
