import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { ConfigError } from '../../server/config/settings/config-error.ts'
import type { Config } from '../../server/config/config.ts'
import { readConfig } from '../../server/config/read-config.ts'
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
    assert.deepEqual(config.management, { host: '127.0.0.1', port: 0, url: undefined })
  })

  it('leaves the public URL open when the port is', () => {
    assert.equal(readConfig({ SAMTYKKE_DATA_DIR: dataDir, PORT: '0' }).publicUrl, undefined)
  })

  it('keeps everything about consents, unless a period is set', () => {
    const kept = readConfig({ SAMTYKKE_DATA_DIR: dataDir }).retention
    assert.ok(Object.values(kept).every(period => period === 'always'))
    const set = readConfig({ SAMTYKKE_DATA_DIR: dataDir, SAMTYKKE_RETENTION_USES: 'P2Y' }).retention
    assert.deepEqual([set.uses, set.text], ['P2Y', 'always'])
    const wrong = { SAMTYKKE_DATA_DIR: dataDir, SAMTYKKE_RETENTION_USES: '2 years' }
    assert.throws(
      () => readConfig(wrong),
      /SAMTYKKE_RETENTION_USES.*must be always, or a period of whole days/s,
    )
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

  it('starts on secrets that were kept before fewer were needed', () => {
    const kept = { SAMTYKKE_ENCRYPTION_KEYS: `demo:${goodKey}`, SAMTYKKE_LOOKUP_KEY: goodKey }
    writeFileSync(join(dataDir, 'secrets.json'), JSON.stringify(kept))
    assert.deepEqual(keysOf(readConfig({ SAMTYKKE_DATA_DIR: dataDir })), [goodKey])
  })

  const reached: readonly (readonly [name: string, value: string])[] = [
    ['HOST', '0.0.0.0'],
    ['HOST', '::'],
    ['HOST', '10.0.0.4'],
    ['SAMTYKKE_MANAGEMENT_HOST', '0.0.0.0'],
    ['SAMTYKKE_MANAGEMENT_URL', 'https://operators.samtykke.example'],
    ['SAMTYKKE_PUBLIC_URL', 'https://samtykke.example'],
    ['SAMTYKKE_PUBLIC_URL', 'https://localhost'],
    ['SAMTYKKE_PUBLIC_URL', 'http://127.0.0.1.example:3000'],
    ['DATABASE_URL', 'postgres://samtykke@db.example/samtykke'],
    ['DATABASE_URL', 'postgres://samtykke@localhost/samtykke?host=db.example'],
    ['SAMTYKKE_TRUSTED_PROXIES', '1'],
    ['SAMTYKKE_TRUSTED_PROXIES', '10.0.0.0/8'],
  ]
  for (const [name, value] of reached) {
    it(`is no demo by itself with ${name}=${value}, and names SAMTYKKE_ENV in one line`, () => {
      const env = { SAMTYKKE_DATA_DIR: dataDir, [name]: value }
      const [finding = '', ...more] = findingsFor(env)
      assert.match(finding, new RegExp(`^SAMTYKKE_ENV is missing though ${name} .*; set SAMTYKKE_ENV=`))
      assert.deepEqual(more, [])
      assert.deepEqual(readdirSync(dataDir), [])
      assert.equal(readConfig({ ...env, SAMTYKKE_ENV: 'demo' }).environment, 'demo')
      assert.equal(findingsFor({ ...env, SAMTYKKE_ENV: '' })[0], finding)
    })
  }

  it('is the demo by itself where nothing leaves this machine', () => {
    for (const here of [
      { HOST: 'localhost', SAMTYKKE_TRUSTED_PROXIES: '0' },
      { HOST: '::1', SAMTYKKE_PUBLIC_URL: 'http://[::1]:3000' },
      { SAMTYKKE_PUBLIC_URL: 'http://samtykke.localhost:3000' },
      { DATABASE_URL: 'postgres://samtykke@127.0.0.1:5432/samtykke' },
      { DATABASE_URL: 'postgres:///samtykke?host=/var/run/postgresql' },
    ])
      assert.equal(readConfig({ SAMTYKKE_DATA_DIR: dataDir, ...here }).environment, 'demo')
    const elsewhere = { DATABASE_URL: 'postgres:///samtykke', PGHOST: 'db.example' }
    assert.match(findingsFor(elsewhere)[0] ?? '', /^SAMTYKKE_ENV/)
  })

  it('names every setting at fault at once', () => {
    const findings = findingsFor({ PORT: 'http', SAMTYKKE_ENV: 'staging', SAMTYKKE_DRAIN_SECONDS: '-1' })
    assert.deepEqual(
      findings.map(finding => finding.split(' ')[0]),
      ['SAMTYKKE_ENV', 'PORT', 'SAMTYKKE_DRAIN_SECONDS'],
    )
  })

  it('refuses variables it does not know, and says which was meant', () => {
    assert.deepEqual(findingsFor({ SAMTYKKE_ENCRYPTON_KEYS: 'x' }), [
      'SAMTYKKE_ENCRYPTON_KEYS is not a setting; did you mean SAMTYKKE_ENCRYPTION_KEYS?',
    ])
  })

  it('leaves the variables of a face to the face, in camel case', () => {
    const env = { SAMTYKKE_DATA_DIR: dataDir, SAMTYKKE_ELHUB_PDP_BASE_URL: 'http://127.0.0.1:1' }
    const settings = z.strictObject({ pdpBaseUrl: z.url(), years: z.coerce.number().max(9).default(2) })
    const faces = [{ name: 'elhub', settings }]
    assert.deepEqual(readConfig(env, { faces }).faces, { elhub: { pdpBaseUrl: 'http://127.0.0.1:1' } })
    assert.throws(() => readConfig({ SAMTYKKE_ELHUB_YEARS: '10', SAMTYKKE_ELHUB_YARS: '1' }, { faces }), {
      findings: [
        'SAMTYKKE_ELHUB_PDP_BASE_URL cannot be used: Invalid input: expected string, received undefined',
        'SAMTYKKE_ELHUB_YEARS cannot be used: Too big: expected number to be <=9',
        'SAMTYKKE_ELHUB_YARS is not a setting of the face elhub',
      ],
    })
    assert.throws(() => readConfig(env), ConfigError)
  })

  it('reads a setting of a face from a file', () => {
    const file = join(dataDir, 'token')
    writeFileSync(file, 'from the file\n')
    const faces = [{ name: 'elhub', settings: z.strictObject({ vaultToken: z.string() }) }]
    const env = { SAMTYKKE_DATA_DIR: dataDir, SAMTYKKE_ELHUB_VAULT_TOKEN_FILE: file }
    assert.deepEqual(readConfig(env, { faces }).faces, { elhub: { vaultToken: 'from the file' } })
    assert.throws(() => readConfig({ SAMTYKKE_ELHUB_VAULT_TOKEN_FILE: `${file}.no` }, { faces }), {
      findings: [
        'SAMTYKKE_ELHUB_VAULT_TOKEN cannot be read from the file named by SAMTYKKE_ELHUB_VAULT_TOKEN_FILE (ENOENT)',
      ],
    })
  })

  it('reads a secret from a file, but not from two places', () => {
    const file = join(dataDir, 'keys')
    writeFileSync(file, `k1:${goodKey}\n`)
    const env = { SAMTYKKE_DATA_DIR: dataDir, SAMTYKKE_ENCRYPTION_KEYS_FILE: file }
    assert.deepEqual(keysOf(readConfig(env)), [goodKey])
    assert.match(findingsFor({ ...env, SAMTYKKE_ENCRYPTION_KEYS: `k1:${goodKey}` })[0] ?? '', /both set/)
    assert.match(findingsFor({ SAMTYKKE_ENCRYPTION_KEYS_FILE: `${file}.no` })[0] ?? '', /ENOENT/)
  })
})

describe('Production', () => {
  it('starts on good settings, with management on its own port', () => {
    const config = readConfig(goodProduction())
    assert.deepEqual(config.management, { host: '127.0.0.1', port: 9090, url: undefined })
    assert.equal(config.identityProvider?.acr.high, 'idporten-loa-high')
  })

  const required = [
    'SAMTYKKE_PUBLIC_URL',
    'DATABASE_URL',
    'SAMTYKKE_ENCRYPTION_KEYS',
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
    ['SAMTYKKE_MANAGEMENT_URL', 'http://operators.samtykke.example', 'http'],
    ['SAMTYKKE_MANAGEMENT_URL', 'https://samtykke.example', 'the public address'],
    ['SAMTYKKE_MANAGEMENT_URL', 'https://operators.samtykke.example/console', 'a path'],
    ['SAMTYKKE_IDP_ISSUER', 'http://idp.example', 'http'],
    ['SAMTYKKE_ENCRYPTION_KEYS', 'changeme', 'a well-known word'],
    ['SAMTYKKE_ENCRYPTION_KEYS', `k1:${goodKey.slice(0, 22)}`, 'a short key'],
    ['SAMTYKKE_ENCRYPTION_KEYS', `k1:${zeros}`, 'zeros'],
    ['SAMTYKKE_ENCRYPTION_KEYS', `demo:${otherKey}`, 'the demo’s key id'],
    [
      'SAMTYKKE_ENCRYPTION_KEYS',
      `k1:${Buffer.from('changeme'.repeat(4)).toString('base64url')}`,
      'a well-known word, encoded',
    ],
    ['SAMTYKKE_IDP_CLIENT_SECRET', 'changeme', 'a well-known word'],
    ['SAMTYKKE_IDP_CLIENT_SECRET', 'changeme'.repeat(5), 'a well-known word, repeated'],
    ['SAMTYKKE_IDP_CLIENT_SECRET', 'ab'.repeat(30), 'repetition'],
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
    assert.deepEqual(namedIn(findings), ['SAMTYKKE_ENCRYPTION_KEYS'])
    rmSync(dataDir, { recursive: true })
  })

  it('runs on the embedded database only when that is accepted', () => {
    const env = { ...goodProduction(), DATABASE_URL: undefined, SAMTYKKE_ALLOW_EMBEDDED: 'yes' }
    assert.equal(readConfig(env).database.url, undefined)
  })
})

const keysOf = ({ secrets }: Config): string[] =>
  secrets.encryptionKeys.map(({ key }) => key.toString('base64url'))

const namedIn = (findings: readonly string[]): string[] => [
  ...new Set(findings.map(finding => finding.split(' ')[0]!)),
]
