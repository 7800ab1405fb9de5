import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventReader, listen, receiversOf } from '../support/event-reader.ts'
import { removeDataDir, type SamtykkeProcess, startSamtykke } from '../support/samtykke-process.ts'

describe('The server as a process', () => {
  let server: SamtykkeProcess
  before(async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'samtykke-'))
    server = await startSamtykke({ dataDir, env: { SAMTYKKE_MANAGEMENT_PORT: '0', DATABASE_URL: '' } })
  })
  after(async () => {
    await server.kill()
    await removeDataDir(server)
  })

  it('has its files for the owner only', () => {
    for (const file of ['demo.json', 'secrets.json']) {
      assert.equal(statSync(join(server.dataDir, file)).mode & 0o777, 0o600, file)
    }
  })

  it('has no management and no administration on the public port', async () => {
    for (const path of [
      '/metrics',
      '/admin',
      '/health/live',
      '/health/ready',
      '//admin',
      '/%61dmin',
      '/admin;x=1/clients',
    ]) {
      assert.equal((await fetch(`${server.publicUrl}${path}`)).status, 404, path)
    }
  })

  it('refuses a second process on the same data directory, in one line', () => {
    const { status, stderr, stdout } = startAndWait({ SAMTYKKE_DATA_DIR: server.dataDir })
    assert.equal(status, 1)
    assert.equal(stdout, '')
    assert.match(stderr, new RegExp(`^samtykke cannot start: .*process ${server.pid}.*\n$`))
  })

  it('ends with status 0 on SIGTERM, and whoever follows events is let go at once', async () => {
    const { receiver } = await receiversOf({ demoJson: async () => server.demo as never })
    const at = eventReader(server.publicUrl)
    const token = await at.tokenOf(receiver)
    const cursor = await at.lastOf(token)
    const stream = await listen(at.get(token, { cursor }, { headers: { accept: 'text/event-stream' } }))
    const waiting = at.read(token, { cursor, wait: '30' })
    const began = performance.now()
    const stopped = server.stop()
    assert.equal(await stream.next(), undefined)
    assert.deepEqual((await waiting).events, [])
    assert.ok(performance.now() - began < 2_000)
    assert.equal(await stopped, 0)
    assert.ok(performance.now() - began < 5_000)
  })
})

describe('A server that cannot start', () => {
  it('is no demo for the network unless it is told to be, and says so in one line', () => {
    const { status, stdout, stderr } = startAndWait({ SAMTYKKE_ENV: '', HOST: '0.0.0.0' })
    assert.equal(status, 1)
    assert.equal(stdout, '')
    assert.match(stderr, /^samtykke cannot start: .*SAMTYKKE_ENV is missing though HOST .*\n$/)
  })

  it('S61: names the settings that production lacks, and ends with 1', () => {
    const { status, stderr } = startAndWait({
      SAMTYKKE_ENV: 'production',
      SAMTYKKE_IDP_CLIENT_SECRET: 'changeme'.repeat(5),
    })
    assert.equal(status, 1)
    assert.match(stderr, /^ {2}SAMTYKKE_PUBLIC_URL is missing/m)
    assert.match(stderr, /^ {2}SAMTYKKE_IDP_CLIENT_SECRET is a well-known word/m)
    assert.doesNotMatch(stderr, /changeme|^ +at /m)
  })

  it('says in one line that the database does not answer, without its password', () => {
    const { status, stderr } = startAndWait({
      DATABASE_URL: 'postgres://samtykke:hemmelig@127.0.0.1:1/samtykke',
    })
    assert.equal(status, 1)
    assert.match(stderr, /^samtykke cannot start: .*\n$/)
    assert.doesNotMatch(stderr, /hemmelig/)
  })

  it('says in one line that the port is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await new Promise(resolve => taken.once('listening', resolve))
    const address = taken.address()
    const port = typeof address === 'object' && address ? String(address.port) : ''
    const { status, stderr } = startAndWait({ PORT: port })
    taken.close()
    assert.equal(status, 1)
    assert.match(stderr, /^samtykke cannot start: .*EADDRINUSE.*\n$/)
  })
})

/** Runs the server until it ends by itself. */
function startAndWait(env: Record<string, string>) {
  const dataDir = mkdtempSync(join(tmpdir(), 'samtykke-'))
  const ended = spawnSync(process.execPath, ['server/main.ts'], {
    env: { ...process.env, ...quiet, SAMTYKKE_DATA_DIR: dataDir, ...env },
    encoding: 'utf8',
    timeout: 120_000,
  })
  rmSync(dataDir, { recursive: true })
  return ended
}

const quiet = { PORT: '0', DATABASE_URL: '', SAMTYKKE_LOG_LEVEL: 'silent' }
