import assert from 'node:assert/strict'
import { readConfig } from '../../server/config/read-config.ts'
import { findingsFor, goodProduction } from './production.ts'

const url = 'SAMTYKKE_PERSON_REGISTER_URL'

describe('The register of persons in the configuration', () => {
  for (const [what, settings, name] of [
    ['without TLS in production', { ...goodProduction(), [url]: 'http://127.0.0.1:8080' }, url],
    ['without TLS on another machine', { [url]: 'http://register.example' }, url],
    ['with a token and no address', { SAMTYKKE_PERSON_REGISTER_TOKEN: 'x' }, url],
    ['with an age that nobody has', { SAMTYKKE_YOUNGEST_AGE: '200' }, 'SAMTYKKE_YOUNGEST_AGE'],
  ] as const) {
    it(`is refused ${what}`, () => {
      assert.deepEqual(
        findingsFor(settings).map(finding => finding.split(' ')[0]),
        [name],
      )
    })
  }

  it('is asked for three seconds at most when nothing is said', () => {
    const { persons } = readConfig({ ...goodProduction(), [url]: 'https://register.example/persons' })
    const register = { url: 'https://register.example/persons', token: undefined, timeoutSeconds: 3 }
    assert.deepEqual(persons, { youngestAge: undefined, register })
  })
})
