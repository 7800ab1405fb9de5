import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { lockDirectory } from '../../adapters/knex/database/embedded/directory-lock.ts'
import { isAuditLine } from '../../adapters/log/audit/chain.ts'

describe('The samtykke command', () => {
  let dataDir: string
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'samtykke-cli-'))
  })
  afterEach(() => rmSync(dataDir, { recursive: true }))

  const samtykke = (words: string[], env: Record<string, string> = {}) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['server/cli/launch.js', ...words], {
      env: { ...process.env, DATABASE_URL: '', SAMTYKKE_DATA_DIR: dataDir, ...env },
      encoding: 'utf8',
    })
    assert.doesNotMatch(stderr, /^ +at /m, 'a stack trace')
    const lines = stderr.split('\n')
    const audited = lines.filter(isAuditLine).map(line => JSON.parse(line).what)
    return { status, stdout, stderr: lines.filter(line => !isAuditLine(line)).join('\n'), audited }
  }

  it('works on no database elsewhere with the keys of a demo that nobody asked for', () => {
    const elsewhere = { SAMTYKKE_ENV: '', DATABASE_URL: 'postgres://samtykke@db.example/samtykke' }
    for (const words of [['grant', 'list'], ['migrate', 'up'], ['doctor']]) {
      const { status, stdout, stderr } = samtykke(words, elsewhere)
      assert.equal(status, 1, words.join(' '))
      assert.match(stdout + stderr, /SAMTYKKE_ENV is missing though DATABASE_URL is not on loopback/)
    }
    assert.deepEqual(readdirSync(dataDir), [])
  })

  it('helps', () => {
    const { status, stdout } = samtykke(['--help'])
    assert.equal(status, 0)
    for (const verb of [
      'serve',
      'demo',
      'doctor',
      'client',
      'resource',
      'apply',
      'grant',
      'keys',
      'migrate',
    ]) {
      assert.match(stdout, new RegExp(`^  ${verb}\\b`, 'm'))
    }
  })

  it('ends with 2 when it is called wrongly', () => {
    for (const words of [['nonsense'], ['client'], ['client', 'show'], ['keys', 'list', '--no-such']]) {
      assert.equal(samtykke(words).status, 2, words.join(' '))
    }
  })

  it('asks for the migrations, and works when they are done', () => {
    const before = samtykke(['client', 'list'])
    assert.deepEqual([before.status, before.stdout, before.audited], [1, '', ['command.refused']])
    assert.equal(before.stderr, 'samtykke: The database is not migrated; run: samtykke migrate up\n')
    assert.equal(samtykke(['migrate', 'status']).status, 1)
    const migrated = samtykke(['migrate', 'up', '--json'])
    assert.deepEqual([migrated.status, migrated.audited], [0, ['migration.applied']])
    assert.deepEqual(JSON.parse(samtykke(['client', 'list', '--json']).stdout), [])
  })

  it('answers, and ends with 1, when what it did cannot be put on record', () => {
    samtykke(['migrate', 'up'])
    for (const place of ['file:/dev/full', 'syslog:127.0.0.1:1']) {
      const { status, stdout, stderr } = samtykke(['keys', 'rotate', '--json'], { SAMTYKKE_AUDIT: place })
      assert.match(stderr, /^samtykke: The audit trail cannot be written: .*\n$/, place)
      assert.equal(JSON.parse(stdout).alg, 'ES256', place)
      assert.equal(status, 1, place)
    }
  })

  it('says in one line that nobody has the id that grants are asked for by', () => {
    samtykke(['migrate', 'up'])
    const nobody = '00000000-0000-4000-8000-000000000000'
    const { status, stdout, stderr, audited } = samtykke(['grant', 'list', '--given-by', nobody])
    assert.deepEqual([status, stdout, audited], [1, '', ['command.refused']])
    assert.equal(stderr, 'samtykke: There is no party with this random id\n')
  })

  it('says who holds the embedded database', () => {
    const lock = lockDirectory(join(dataDir, 'database'))
    const { status, stderr } = samtykke(['client', 'list'])
    lock.release()
    assert.equal(status, 1)
    assert.match(stderr, new RegExp(`^samtykke: .*process ${process.pid}.*\n$`))
  })

  it('says why the database does not answer, without its password: any verb, the doctor and the start', () => {
    const env = { DATABASE_URL: 'postgres://samtykke:hemmelig@127.0.0.1:1/samtykke' }
    const why =
      /The database cannot be reached: .*ECONNREFUSED.*; nobody listens there: check the host and the port/
    const { status, stderr } = samtykke(['grant', 'list'], env)
    assert.equal(status, 1)
    assert.match(stderr, why)
    assert.doesNotMatch(stderr, /hemmelig/)
    const seen = samtykke(['doctor'], env)
    assert.equal(seen.status, 1)
    assert.match(seen.stdout, new RegExp(`^failed {2}database: ${why.source}`, 'm'))
    const started = samtykke(['serve'], env)
    assert.equal(started.status, 1)
    assert.match(started.stderr, new RegExp(`^samtykke cannot start: ${why.source}`, 'm'))
  })

  it('finds out what ails a configuration', () => {
    const { status, stdout } = samtykke(['doctor'], { SAMTYKKE_LOG_LEVEL: 'loud' })
    assert.equal(status, 1)
    assert.match(stdout, /^failed {2}configuration: SAMTYKKE_LOG_LEVEL must be /m)
  })
})
