import assert from 'node:assert/strict'
import { isLoopback, networkOf } from '../../../server/http/limits/network.ts'

describe('the network that a limit counts', () => {
  const networks = {
    '192.0.2.1': '192.0.2.1',
    '::ffff:192.0.2.1': '192.0.2.1',
    '::FFFF:c000:0201': '192.0.2.1',
    '2001:db8:1:2:3:4:5:6': '2001:db8:1:2::/64',
    '2001:0DB8:1:2::': '2001:db8:1:2::/64',
    '2001:db8::1': '2001:db8:0:0::/64',
    'fe80::1%eth0': 'fe80:0:0:0::/64',
    '64:ff9b::192.0.2.1': '64:ff9b:0:0::/64',
    '': '',
    nonsense: 'nonsense',
  }
  for (const [address, network] of Object.entries(networks)) {
    it(`of ${address || 'nobody'} is ${network || 'none'}`, () => assert.equal(networkOf(address), network))
  }

  it('knows this machine by either family, and nobody else by it', () => {
    assert.deepEqual(['127.0.0.1', '127.1.2.3', '::1', '::ffff:127.0.0.1'].map(networkOf).map(isLoopback), [
      true,
      true,
      true,
      true,
    ])
    assert.deepEqual(['192.0.2.1', '2001:db8::1', ''].map(networkOf).map(isLoopback), [false, false, false])
  })
})
