import assert from 'node:assert/strict'
import { shortenedAddress } from '../../server/http/surroundings.ts'

describe('The address of a caller, as it is on record', () => {
  for (const [address, network] of [
    ['192.0.2.77', '192.0.2.0/24'],
    ['::ffff:192.0.2.77', '192.0.2.0/24'],
    ['2001:db8:85a3:8d3:1319:8a2e:370:7348', '2001:db8:85a3::/48'],
    ['2001:db8::1', '2001:db8:0::/48'],
    ['::1', '0:0:0::/48'],
    ['::FFFF:c000:024d', '192.0.2.0/24'],
    ['2001:0DB8:85A3::1', '2001:db8:85a3::/48'],
    ['', ''],
  ] as const) {
    it(`of ${address || 'nobody'} is ${network || 'none'}`, () =>
      assert.equal(shortenedAddress(address), network))
  }
})
