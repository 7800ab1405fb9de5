import assert from 'node:assert/strict'
import { readConfig } from '../../server/config/read-config.ts'

const key = Buffer.alloc(32, 7).toString('base64url')

const placeOf = (value: string) =>
  readConfig({ SAMTYKKE_ENV: 'test', SAMTYKKE_AUDIT: value, SAMTYKKE_ENCRYPTION_KEYS: `a:${key}` }).audit

describe('Where the audit trail goes', () => {
  const collector = { host: 'log.example', port: 6514 }
  for (const [value, place] of [
    ['stdout', 'stdout'],
    ['file:/var/log/samtykke/audit.log', { file: '/var/log/samtykke/audit.log' }],
    ['syslog:log.example:6514', { transport: 'tcp', ...collector }],
    ['syslog+tls:log.example:6514', { transport: 'tls', ...collector }],
    ['syslog+udp:[2001:db8::1]:514', { transport: 'udp', host: '2001:db8::1', port: 514 }],
  ] as const) {
    it(`may be ${value}`, () => assert.deepEqual(placeOf(value), place))
  }

  for (const value of [
    'nowhere',
    'file:',
    'syslog:log.example',
    'syslog:log.example:0',
    'syslog+tls:a b:1',
  ]) {
    it(`is not ${value}`, () => assert.throws(() => placeOf(value), /SAMTYKKE_AUDIT must be stdout, file:/))
  }
})
