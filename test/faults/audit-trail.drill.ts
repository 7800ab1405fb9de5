import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { verifyTrail } from '../../adapters/log/audit/verify-trail.ts'
import { assertAuditLine } from '../support/audit-line.ts'
import { basic } from '../support/oauth-client.ts'
import { kill } from '../support/processes.ts'
import { onPostgres } from '../support/database.ts'
import { opened, originFor, type SamtykkePlace } from '../support/samtykke-place.ts'
import { removeDataDir, type SamtykkeProcess, startSamtykke } from '../support/samtykke-process.ts'

const directory = mkdtempSync(join(tmpdir(), 'samtykke-audit-'))
after(() => rmSync(directory, { recursive: true, force: true }))

const parsed = (file: string): Record<string, unknown>[] =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line))

/** A token of the demo's machine: what its answer calls the request, and `undefined` when there came none. */
const takeToken = async (origin: string, { demo }: Pick<SamtykkeProcess, 'demo'>) => {
  const { machine, resourceServer } = demo.clients.oauth
  const answer = await fetch(`${origin}/token`, {
    method: 'POST',
    headers: { authorization: basic(machine.client_id, machine.client_secret) },
    body: new URLSearchParams({ grant_type: 'client_credentials', resource: resourceServer.audience }),
  }).catch(() => undefined)
  const isWhole = await answer?.json().then(
    () => answer.status === 200,
    () => false,
  )
  return isWhole ? (answer?.headers.get('x-request-id') ?? undefined) : undefined
}

describe('The audit trail of processes that are killed (F1)', function () {
  this.timeout(240_000)
  const inFile = (name: string) => ({ SAMTYKKE_AUDIT: `file:${join(directory, name)}` })
  describe('one on PGlite', () =>
    keepsUp(opened({ processes: 1, database: 'embedded', env: inFile('one') }), join(directory, 'one')))
  describe('two on PostgreSQL, which share a file', () =>
    onPostgres(() =>
      keepsUp(opened({ processes: 2, database: 'postgresql', env: inFile('two') }), join(directory, 'two')),
    ))
})

function keepsUp(place: SamtykkePlace, file: string): void {
  it('has a line for every token that was answered, and is whole', async () => {
    const answered: string[] = []
    for (let death = 0; death < 3; death++) {
      const [first] = place.processes
      let ends = false
      const asking = Array.from({ length: 8 }, async (_, turn) => {
        while (!ends) {
          const taken = await takeToken(originFor(place, turn), first!)
          if (taken) answered.push(taken)
        }
      })
      const wanted = answered.length + 200
      while (answered.length < wanted) await new Promise(soon => setTimeout(soon, 5))
      await first!.kill()
      ends = true
      await Promise.all(asking)
      await place.restart()
    }
    const lines = parsed(file)
    for (const line of lines) assertAuditLine(line)
    const told = new Set(lines.filter(({ what }) => what === 'token.issued').map(({ trace_id: id }) => id))
    assert.deepEqual(
      answered.filter(id => !told.has(id)),
      [],
    )
    const verdict = await verifyTrail([file])
    assert.equal(verdict.verdict, 'valid', JSON.stringify(verdict))
  })
}

describe('The audit trail of a server', () => {
  let server: SamtykkeProcess | undefined
  afterEach(async () => {
    if (!server) return
    await server.kill()
    await removeDataDir(server)
    server = undefined
  })

  it('F12 is no reason to refuse anybody when its disk is full', async () => {
    server = await startSamtykke({ env: { SAMTYKKE_AUDIT: 'file:/dev/full', SAMTYKKE_LOG_LEVEL: 'silent' } })
    for (let time = 0; time < 20; time++) assert.ok(await takeToken(server.publicUrl, server))
    assert.equal(await server.stop(), 0)
  })

  it('goes on in a new file after it was moved, told by SIGHUP or not', async () => {
    const file = join(directory, 'moved')
    server = await startSamtykke({ env: { SAMTYKKE_AUDIT: `file:${file}` } })
    await takeToken(server.publicUrl, server)
    renameSync(file, `${file}.1`)
    kill(server.pid, 'SIGHUP')
    await new Promise(soon => setTimeout(soon, 100))
    await takeToken(server.publicUrl, server)
    renameSync(file, `${file}.2`)
    await new Promise(soon => setTimeout(soon, 1100))
    await takeToken(server.publicUrl, server)
    assert.equal(await server.stop(), 0)
    const files = [`${file}.1`, `${file}.2`, file]
    assert.deepEqual(
      files.map(one => parsed(one).map(({ what }) => what)),
      [['server.started', 'token.issued'], ['token.issued'], ['token.issued', 'server.stopped']],
    )
    const verified = samtykke(['audit', 'verify', ...files])
    assert.deepEqual(
      [verified.status, verified.stdout],
      [0, 'valid: 5 lines of 1 streams, 0 without an end\n'],
    )
    assert.deepEqual(
      [
        samtykke(['audit', 'verify', files[1]!, files[0]!]).status,
        samtykke(['audit', 'verify', 'none']).status,
      ],
      [1, 2],
    )
  })

  it('is no part of the answer of a command, which asks who and why', async () => {
    server = await startSamtykke()
    const { dataDir } = server
    await server.stop()
    const words = [
      'client',
      'rotate-secret',
      'demo-web',
      '--json',
      '--actor',
      'ingrid',
      '--reason',
      'ticket 7',
    ]
    const { status, stdout, stderr } = samtykke(words, { SAMTYKKE_DATA_DIR: dataDir })
    assert.equal(status, 0, stderr)
    assert.equal(JSON.parse(stdout).client_id, 'demo-web')
    const line = JSON.parse(stderr) as Record<string, unknown>
    assertAuditLine(line)
    assert.deepEqual(
      [line.what, line.actor, line.reason, line.client_id],
      ['client.secret_rotated', 'ingrid', 'ticket 7', 'demo-web'],
    )
  })

  it('F12 takes no answer from a command, which tells that it cannot be written', async () => {
    server = await startSamtykke()
    const { dataDir } = server
    await server.stop()
    const mute = createServer(() => {})
      .listen(0, '127.0.0.1')
      .unref()
    await once(mute, 'listening')
    const { port } = mute.address() as AddressInfo
    for (const place of ['file:/dev/full', `syslog+tls:127.0.0.1:${port}`]) {
      const env = { SAMTYKKE_DATA_DIR: dataDir, SAMTYKKE_AUDIT: place }
      const { status, stdout, stderr } = samtykke(['client', 'rotate-secret', 'demo-web', '--json'], env)
      assert.equal(stdout && JSON.parse(stdout).client_id, 'demo-web', place)
      assert.match(stderr, /^samtykke: The audit trail cannot be written: /m)
      assert.equal(status, 1)
    }
  })

  it('is a reason not to start when it cannot be opened', () => {
    const { status, stdout, stderr } = samtykke(['serve'], {
      SAMTYKKE_AUDIT: 'file:/nowhere/audit.log',
      SAMTYKKE_DATA_DIR: join(directory, 'data'),
    })
    assert.deepEqual([status, stdout], [1, ''])
    assert.match(stderr, /^samtykke cannot start: The audit trail cannot be written: ENOENT/m)
  })
})

const samtykke = (words: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  spawnSync(process.execPath, ['server/cli/launch.js', ...words], {
    env: { ...process.env, ...env },
    encoding: 'utf8',
    timeout: 60_000,
  })
