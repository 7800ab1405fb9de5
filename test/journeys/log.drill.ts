import assert from 'node:assert/strict'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { walkDemo } from '../../server/demo/walk/walk-demo.ts'
import { api, gjeldWorld, presentation } from '../support/gjeld-world.ts'
import { removeDataDir, type SamtykkeProcess, startSamtykke } from '../support/samtykke-process.ts'

/** What a secret, a token or a national identity number looks like, whoever it belongs to. */
const secretShapes = [/(?<![0-9a-f])[0-9]{11}(?![0-9a-f])/i, /eyJ[\w-]+\.[\w-]+/, /[?&]code=/]

describe('The log of a whole walk', () => {
  it('S67: is one JSON object per line, and holds no secret, token or national identity number', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'samtykke-log-'))
    const file = join(directory, 'log')
    const stderr = openSync(file, 'w')
    const server = await startSamtykke({ stderr, env: { SAMTYKKE_LOG_LEVEL: 'trace', DATABASE_URL: '' } })
    await walkDemo({ dataDir: server.dataDir, write: () => undefined, colours: false })
    await askForDebt(server.demo)
    await fetch(`${server.publicUrl}/authorize?state=%0d%0a%7B%22level%22:60%7D%1b[31m&client_id=14842249091`)
    await fetch(`${server.publicUrl}/14842249091%0a`)
    assert.equal(await server.stop(), 0)
    closeSync(stderr)

    const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
    assert.ok(lines.length > 20, `${lines.length} lines`)
    const secrets = [...secretsIn(server.demo), ...secretsIn(keptIn(server.dataDir))]
    for (const line of lines) {
      assert.equal(typeof JSON.parse(line).message, 'string')
      for (const secret of secrets) assert.ok(!line.includes(secret), line)
      for (const shape of secretShapes) assert.doesNotMatch(line, shape)
    }
    await removeDataDir(server)
    rmSync(directory, { recursive: true })
  })
})

/** By agreement, with one request that is refused. */
async function askForDebt({ issuers, clients }: SamtykkeProcess['demo']): Promise<void> {
  const world = gjeldWorld(issuers.gjeld)
  const client = clients.gjeld.A
  const { body } = await world.register(client)
  const token = await world.machine(client, presentation, 'debt')
  await world.call('GET', `${api.debt}/${body.consent.id}`, { token })
  assert.equal((await world.register(client, { nin: '14842249092' })).status, 400)
}

const keptIn = (dataDir: string): unknown => JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8'))

/** Every value in a tree that stands under the name of a secret. */
function secretsIn(tree: unknown, name = ''): string[] {
  if (typeof tree === 'string') return /secret|^d$|KEYS?$/.test(name) ? [tree] : []
  if (typeof tree !== 'object' || tree === null) return []
  return Object.entries(tree).flatMap(([key, value]) => secretsIn(value, key))
}
