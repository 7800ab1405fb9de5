import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ConfigError } from '../../server/config/config-error.ts'
import { readConfig } from '../../server/config/config.ts'
import { findingsFor, goodKey, goodProduction } from './production.ts'

describe('The configuration', () => {
  let dataDir: string
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'samtykke-config-'))
  })
  afterEach(() => rmSync(dataDir, { recursive: true }))

  it('is the demo on port 3000 when nothing is said', () => {
    const config = readConfig({ SAMTYKKE_DATA_DIR: dataDir })
    assert.equal(config.environment, 'demo')
    assert.equal(config.publicUrl, 'http://localhost:3000')
    assert.equal(config.database.url, undefined)
    assert.equal(config.management, undefined)
  })

  it('leaves the public URL open when the port is', () => {
    assert.equal(readConfig({ SAMTYKKE_DATA_DIR: dataDir, PORT: '0' }).publicUrl, undefined)
  })

  it('is frozen', () => {
    const config = readConfig({ SAMTYKKE_DATA_DIR: dataDir })
    assert.throws(() => Object.assign(config.database, { poolSize: 1 }), TypeError)
  })

  it('makes secrets once in the demo and keeps them for the owner only', () => {
    const first = readConfig({ SAMTYKKE_DATA_DIR: dataDir })
    const second = readConfig({ SAMTYKKE_DATA_DIR: dataDir })
    assert.deepEqual(second.secrets, first.secrets)
    assert.equal(statSync(join(dataDir, 'secrets.json')).mode & 0o777, 0o600)
    assert.ok(!readFileSync(join(dataDir, 'secrets.json'), 'utf8').includes('undefined'))
  })

  it('names every setting at fault at once', () => {
    const findings = findingsFor({ PORT: 'http', SAMTYKKE_ENV: 'staging', SAMTYKKE_DRAIN_SECONDS: '-1' })
    assert.deepEqual(
      findings.map(finding => finding.split(' ')[0]),
      ['SAMTYKKE_ENV', 'PORT', 'SAMTYKKE_DRAIN_SECONDS'],
    )
  })

  it('refuses variables it does not know, and says which was meant', () => {
    assert.deepEqual(findingsFor({ SAMTYKKE_LOKUP_KEY: 'x' }), [
      'SAMTYKKE_LOKUP_KEY is not a setting; did you mean SAMTYKKE_LOOKUP_KEY?',
    ])
  })

  it('leaves the variables of a face to the face, in camel case', () => {
    const env = { SAMTYKKE_DATA_DIR: dataDir, SAMTYKKE_ELHUB_PDP_BASE_URL: 'http://127.0.0.1:1' }
    assert.deepEqual(readConfig(env, { faces: ['elhub'] }).faces, {
      elhub: { pdpBaseUrl: 'http://127.0.0.1:1' },
    })
    assert.throws(() => readConfig(env), ConfigError)
  })

  it('reads a secret from a file, but not from two places', () => {
    const file = join(dataDir, 'lookup')
    writeFileSync(file, `${goodKey}\n`)
    const env = { SAMTYKKE_DATA_DIR: dataDir, SAMTYKKE_LOOKUP_KEY_FILE: file }
    assert.equal(readConfig(env).secrets.lookupKey.toString('base64url'), goodKey)
    assert.match(findingsFor({ ...env, SAMTYKKE_LOOKUP_KEY: goodKey })[0] ?? '', /both set/)
    assert.match(findingsFor({ SAMTYKKE_LOOKUP_KEY_FILE: `${file}.no` })[0] ?? '', /ENOENT/)
  })
})

describe('Production', () => {
  it('starts on good settings, with management on its own port', () => {
    const config = readConfig(goodProduction())
    assert.deepEqual(config.management, { host: '127.0.0.1', port: 9090 })
    assert.equal(config.identityProvider?.acr.high, 'idporten-loa-high')
  })

  const required = [
    'SAMTYKKE_PUBLIC_URL',
    'DATABASE_URL',
    'SAMTYKKE_ENCRYPTION_KEYS',
    'SAMTYKKE_LOOKUP_KEY',
    'SAMTYKKE_COOKIE_KEYS',
    'SAMTYKKE_IDP_ISSUER',
    'SAMTYKKE_IDP_CLIENT_ID',
    'SAMTYKKE_IDP_CLIENT_SECRET',
  ]
  for (const name of required) {
    it(`S61: refuses to start without ${name}`, () => {
      assert.deepEqual(namedIn(findingsFor({ ...goodProduction(), [name]: undefined })), [name])
    })
  }

  const otherKey = goodKey.split('').reverse().join('').replace(/^./, 'A')
  const zeros = 'A'.repeat(43)
  const bad: readonly (readonly [name: string, value: string, why: string])[] = [
    ['SAMTYKKE_PUBLIC_URL', 'http://samtykke.example', 'http'],
    ['SAMTYKKE_PUBLIC_URL', 'https://samtykke.example/?a=b', 'a query'],
    ['SAMTYKKE_IDP_ISSUER', 'http://idp.example', 'http'],
    ['SAMTYKKE_ENCRYPTION_KEYS', 'changeme', 'a well-known word'],
    ['SAMTYKKE_ENCRYPTION_KEYS', `k1:${goodKey.slice(0, 22)}`, 'a short key'],
    ['SAMTYKKE_ENCRYPTION_KEYS', `k1:${zeros}`, 'zeros'],
    ['SAMTYKKE_ENCRYPTION_KEYS', `demo:${otherKey}`, 'the demo’s key id'],
    [
      'SAMTYKKE_LOOKUP_KEY',
      Buffer.from('changeme'.repeat(4)).toString('base64url'),
      'a well-known word, encoded',
    ],
    ['SAMTYKKE_LOOKUP_KEY', 'short', 'a short text'],
    ['SAMTYKKE_COOKIE_KEYS', 'changeme', 'a well-known word'],
    ['SAMTYKKE_COOKIE_KEYS', 'changeme'.repeat(5), 'a well-known word, repeated'],
    ['SAMTYKKE_COOKIE_KEYS', 'ab'.repeat(30), 'repetition'],
    ['SAMTYKKE_IDP_CLIENT_SECRET', 'changeme', 'a well-known word'],
    ['SAMTYKKE_IDP_CLIENT_SECRET', 'kort', 'a short text'],
  ]
  for (const [name, value, why] of bad) {
    it(`S61: refuses to start on ${why} in ${name}, and does not print it`, () => {
      const findings = findingsFor({ ...goodProduction(), [name]: value })
      assert.deepEqual(namedIn(findings), [name])
      assert.ok(!findings.join().includes(value))
    })
  }

  it('S61: refuses to start on the demo’s own secrets', () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'samtykke-config-'))
    readConfig({ SAMTYKKE_DATA_DIR: dataDir })
    const kept = JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8'))
    const findings = findingsFor({ ...goodProduction(), ...kept, SAMTYKKE_DATA_DIR: dataDir })
    assert.deepEqual(namedIn(findings), [
      'SAMTYKKE_ENCRYPTION_KEYS',
      'SAMTYKKE_LOOKUP_KEY',
      'SAMTYKKE_COOKIE_KEYS',
    ])
    rmSync(dataDir, { recursive: true })
  })

  it('runs on the embedded database only when that is accepted', () => {
    const env = { ...goodProduction(), DATABASE_URL: undefined, SAMTYKKE_ALLOW_EMBEDDED: 'yes' }
    assert.equal(readConfig(env).database.url, undefined)
  })
})

const namedIn = (findings: readonly string[]): string[] => [
  ...new Set(findings.map(finding => finding.split(' ')[0]!)),
]
