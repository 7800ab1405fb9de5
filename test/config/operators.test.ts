import assert from 'node:assert/strict'
import { readConfig } from '../../server/config/read-config.ts'
import { findingsFor, goodProduction } from './production.ts'

const good = {
  SAMTYKKE_OPERATORS_ISSUER: 'https://login.firm.example/',
  SAMTYKKE_OPERATORS_CLIENT_ID: 'samtykke-console',
  SAMTYKKE_OPERATORS_CLIENT_SECRET: '0c8b5a0e-5b1f-4a73-9a27-c1f2d9e3b684',
}

describe('Where operators log in, in the configuration', () => {
  it('is nowhere when nothing is said', () => {
    assert.equal(readConfig(goodProduction()).operators, undefined)
  })

  it('tells of roles by their own names in `roles` when nothing is said of them', () => {
    const { operators } = readConfig({ ...goodProduction(), ...good })
    assert.deepEqual(operators, {
      issuer: 'https://login.firm.example',
      clientId: 'samtykke-console',
      clientSecret: good.SAMTYKKE_OPERATORS_CLIENT_SECRET,
      scope: 'openid profile',
      roleClaim: 'roles',
      roleValues: [
        ['administrator', 'administrator'],
        ['support', 'support'],
        ['auditor', 'auditor'],
      ],
    })
  })

  it('lets several values give one role, whatever signs they hold', () => {
    const roles = 'https://firm.example/g?x=1=support, cn=desk; ou=second line=support,lawyers=auditor'
    const { operators } = readConfig({ ...goodProduction(), ...good, SAMTYKKE_OPERATORS_ROLES: roles })
    assert.deepEqual(operators?.roleValues, [
      ['https://firm.example/g?x=1', 'support'],
      ['cn=desk; ou=second line', 'support'],
      ['lawyers', 'auditor'],
    ])
  })

  for (const [what, settings, name] of [
    ['by half', { SAMTYKKE_OPERATORS_CLIENT_ID: undefined }, 'SAMTYKKE_OPERATORS_CLIENT_ID'],
    ['without a secret', { SAMTYKKE_OPERATORS_CLIENT_SECRET: undefined }, 'SAMTYKKE_OPERATORS_CLIENT_SECRET'],
    [
      'with a weak secret',
      { SAMTYKKE_OPERATORS_CLIENT_SECRET: 'changeme' },
      'SAMTYKKE_OPERATORS_CLIENT_SECRET',
    ],
    ['without TLS', { SAMTYKKE_OPERATORS_ISSUER: 'http://firm.example' }, 'SAMTYKKE_OPERATORS_ISSUER'],
    ['without OpenID', { SAMTYKKE_OPERATORS_SCOPE: 'profile' }, 'SAMTYKKE_OPERATORS_SCOPE'],
    ['with a role that nobody knows', { SAMTYKKE_OPERATORS_ROLES: 'x=owner' }, 'SAMTYKKE_OPERATORS_ROLES'],
  ] as const) {
    it(`is refused ${what} in production`, () => {
      const findings = findingsFor({ ...goodProduction(), ...good, ...settings })
      assert.deepEqual(
        findings.map(finding => finding.split(' ')[0]),
        [name],
      )
    })
  }
})
