import assert from 'node:assert/strict'
import type { SigningKey, SigningKeyStore } from '../../server/ports/oauth/signing-key-store.ts'
import type { HandSetClock } from '../support/clock.ts'
import { at, noon } from '../support/fixtures.ts'

interface Opened {
  readonly keys: SigningKeyStore
  readonly clock: HandSetClock
}

const aKey = (kid: string, activeFrom = noon, alg: SigningKey['alg'] = 'ES256'): SigningKey => ({
  kid,
  alg,
  jwk: { kty: 'EC', crv: 'P-256', d: `secret of ${kid}` },
  publishedAt: noon,
  activeFrom,
  retiredAt: undefined,
})

const first = { retireOthersAt: undefined, onlyIfNone: true }

/** What `SigningKeyStore` promises. `open` gives an empty one. */
export function signingKeyStoreContract(open: () => Opened): void {
  let opened: Opened
  beforeEach(() => {
    opened = open()
  })
  const kids = async () => (await opened.keys.list()).map(key => key.kid)

  it('gives back a key as it was added', async () => {
    await opened.keys.add(aKey('a'), first)
    assert.deepEqual(await opened.keys.list(), [aKey('a')])
  })

  it('agrees on one when ten start at once', async () => {
    await Promise.all(Array.from({ length: 10 }, (_, index) => opened.keys.add(aKey(`k${index}`), first)))
    assert.equal((await opened.keys.list()).length, 1)
  })

  it('retires those before a new one at the given instant', async () => {
    await opened.keys.add(aKey('a'), first)
    await opened.keys.add(aKey('b', at(1000)), { retireOthersAt: at(5000), onlyIfNone: false })
    opened.clock.set(at(4999))
    assert.deepEqual(await kids(), ['b', 'a'])
    opened.clock.set(at(5000))
    assert.deepEqual(await kids(), ['b'])
  })

  it('keeps the keys of each algorithm apart', async () => {
    await opened.keys.add(aKey('a'), first)
    await opened.keys.add(aKey('r', noon, 'RS256'), first)
    assert.deepEqual(await kids(), ['a', 'r'])
    await opened.keys.add(aKey('s', at(1000), 'RS256'), { retireOthersAt: at(5000), onlyIfNone: false })
    opened.clock.set(at(5000))
    assert.deepEqual(await kids(), ['s', 'a'])
  })

  it('remembers every key there was', async () => {
    await opened.keys.add(aKey('a'), first)
    await opened.keys.add(aKey('b', at(1000)), { retireOthersAt: at(5000), onlyIfNone: false })
    opened.clock.set(at(90_000_000))
    const history = await opened.keys.history()
    assert.deepEqual(
      history.map(({ kid, retiredAt }) => [kid, retiredAt?.getTime()]),
      [
        ['b', undefined],
        ['a', at(5000).getTime()],
      ],
    )
  })
}
