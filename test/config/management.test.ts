import assert from 'node:assert/strict'
import { managementUrlOf } from '../../server/config/management.ts'

describe('Where operators come', () => {
  const at = (host: string, url?: string) => ({ host, port: 0, url })

  it('is what the setting says, whatever the listener is bound to', () => {
    const management = at('0.0.0.0', 'https://operators.example')
    assert.equal(
      managementUrlOf({ environment: 'production', management }, 9090),
      'https://operators.example',
    )
  })

  it('is the listener’s own address without one', () => {
    for (const [host, url] of [
      ['127.0.0.1', 'http://127.0.0.1:9090'],
      ['::1', 'http://[::1]:9090'],
      ['0.0.0.0', 'http://localhost:9090'],
    ] as const) {
      assert.equal(managementUrlOf({ environment: 'demo', management: at(host) }, 9090), url)
    }
  })

  it('is nowhere in production that others reach without TLS, and nowhere without a listener', () => {
    assert.equal(managementUrlOf({ environment: 'production', management: at('0.0.0.0') }, 9090), undefined)
    assert.equal(managementUrlOf({ environment: 'production', management: at('10.0.0.4') }, 9090), undefined)
    assert.equal(
      managementUrlOf({ environment: 'production', management: at('127.0.0.1') }, 9090),
      'http://127.0.0.1:9090',
    )
    assert.equal(managementUrlOf({ environment: 'demo', management: undefined }, 9090), undefined)
  })
})
