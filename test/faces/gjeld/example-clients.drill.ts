import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type Credentials, gjeldWorld, p1, presentation } from '../../support/gjeld-world.ts'
import { removeDataDir, type SamtykkeProcess, startSamtykke } from '../../support/samtykke-process.ts'

const example = (name: string) =>
  fileURLToPath(new URL(`../../../docs/examples/gjeld/${name}`, import.meta.url))

describe('gjeld: the example clients against npm start', () => {
  let server: SamtykkeProcess
  let directory: string
  let issuer: string
  let clients: Readonly<Record<string, Credentials>>

  before(async () => {
    server = await startSamtykke()
    const demo = JSON.parse(await readFile(join(server.dataDir, 'demo.json'), 'utf8'))
    issuer = demo.issuers.gjeld
    clients = demo.clients.gjeld
  })
  after(async () => {
    await server.stop()
    await removeDataDir(server)
  })
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'samtykke-example-'))
  })
  afterEach(() => rm(directory, { recursive: true, force: true }))

  const run = async (name: string, { client_id, client_secret } = clients.A!): Promise<string> => {
    const env = {
      ...process.env,
      GJELD_URL: issuer,
      GJELD_CLIENT_ID: client_id,
      GJELD_CLIENT_SECRET: client_secret,
    }
    const { stdout } = await promisify(execFile)(process.execPath, [example(name)], { env, cwd: directory })
    return stdout
  }
  const stored = () => readFile(join(directory, 'feed-sequence-number.txt'), 'utf8')
  const events = (printed: string) =>
    printed
      .split('\n')
      .slice(1)
      .filter(Boolean)
      .map(line => JSON.parse(line))

  it('N97 follows a feed without any event', async () => {
    assert.deepEqual(events(await run('follow-feed.ts')), [])
  })

  it('N96 registers an agreement and prints a debt document', async () => {
    const printed = await run('create-agreement.ts')
    const document = JSON.parse(printed.slice(printed.indexOf('{')))
    assert.equal(document.ssn, p1)
    assert.equal(document.consent.scope, presentation)
    assert.ok(document.loans.length > 0)
  })

  it('N97 prints the very first event of the deployment, and nothing the second time', async () => {
    await run('create-agreement.ts', clients.B)
    const [event, ...more] = events(await run('follow-feed.ts', clients.B))
    assert.equal(event.eventType, 'SAMTYKKE_OPPRETTET')
    assert.deepEqual(more, [])
    const { body } = await gjeldWorld(issuer).feed(clients.B!)
    assert.equal(await stored(), String(body.endSequenceNr))
    assert.deepEqual(events(await run('follow-feed.ts', clients.B)), [])
    assert.equal(await stored(), String(body.endSequenceNr))
  })

  it('ends with status 1 and the answer when its secret is wrong', async () => {
    const wrong = { ...clients.A!, client_secret: 'something-else' }
    await assert.rejects(run('create-agreement.ts', wrong), /invalid_client/)
  })
})
