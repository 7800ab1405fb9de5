import assert from 'node:assert/strict'
import { readConfig } from '../../server/config/read-config.ts'
import { findingsFor, goodProduction } from './production.ts'

const url = 'SAMTYKKE_RIGHTS_REGISTER_URL'

describe('The register of rights in the configuration', () => {
  for (const [what, settings, name] of [
    ['without TLS in production', { ...goodProduction(), [url]: 'http://127.0.0.1:8080' }, url],
    ['without TLS on another machine', { [url]: 'http://register.example' }, url],
    ['with a token and no address', { SAMTYKKE_RIGHTS_REGISTER_TOKEN: 'x' }, url],
  ] as const) {
    it(`is refused ${what}`, () => {
      assert.deepEqual(
        findingsFor(settings).map(finding => finding.split(' ')[0]),
        [name],
      )
    })
  }

  it('is asked for three seconds at most, and its answer kept for five, when nothing is said', () => {
    const { rightsRegister } = readConfig({ ...goodProduction(), [url]: 'https://register.example/rights/' })
    assert.deepEqual(rightsRegister, {
      url: 'https://register.example/rights',
      token: undefined,
      timeoutSeconds: 3,
      keepSeconds: 5,
    })
    assert.equal(readConfig(goodProduction()).rightsRegister, undefined)
  })
})
