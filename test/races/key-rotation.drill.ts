import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { join } from 'node:path'
import { Client } from 'pg'
import { openDatabase } from '../../adapters/knex/database/open-database.ts'
import { type ClientProgram, clientProgram, toTokens } from '../support/client-program.ts'
import { type ConsentingPerson, consentingPerson } from '../support/consenting-person.ts'
import { freshPostgresUrl, onPostgres } from '../support/database.ts'
import { freePort } from '../support/free-port.ts'
import { freshDataDir } from '../support/fresh-data-dir.ts'
import { removeDataDir, type SamtykkeProcess, startSamtykke } from '../support/samtykke-process.ts'

const [older, newer] = [
  'k1:-0LzgtAx0eZgxmN-0hBdN0tpPnnVxGcWv6bYq0gU3WQ',
  'k2:Pq3mB7Zs0cN1yVb8uRk5fWJxD2hTgL9aEoI4MvXwY6c',
]

const places = {
  'one process on PGlite': { url: async () => '', processes: 1 },
  'two processes on PostgreSQL': { url: () => freshPostgresUrl({ empty: true }), processes: 2 },
} as const

const define = ({ url: urlOf, processes }: (typeof places)[keyof typeof places]) => {
  it('leaves every consent and token good while all is sealed anew, and afterwards without the old key', async () => {
    const dataDir = await freshDataDir()
    const url = await urlOf()
    const ports = await Promise.all(Array.from({ length: processes }, freePort))
    const publicUrl = `http://localhost:${ports[0]}`
    const env = (keys: string) => ({
      DATABASE_URL: url,
      SAMTYKKE_PUBLIC_URL: publicUrl,
      SAMTYKKE_ENCRYPTION_KEYS: keys,
      SAMTYKKE_KEYS_EVERY_SECONDS: '1',
      SAMTYKKE_LOG_LEVEL: 'silent',
    })
    const running: SamtykkeProcess[] = []
    const start = async (keys: string, address = url) => {
      for (const port of ports) {
        const own = { ...env(keys), DATABASE_URL: address, PORT: String(port) }
        running.push(await startSamtykke({ dataDir, env: own, stderr: 'inherit' }))
      }
      const person = await consentingPerson(publicUrl)
      return {
        person,
        program: clientProgram(running[0]!.demo),
        origins: ports.map(port => `http://127.0.0.1:${port}`),
      }
    }
    const stop = () => Promise.all(running.splice(0).map(one => one.stop()))
    const samtykke = (keys: string, ...words: string[]) => {
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        ['server/cli/launch.js', ...words, '--json'],
        {
          env: { ...process.env, SAMTYKKE_DATA_DIR: dataDir, ...env(keys) },
          encoding: 'utf8',
        },
      )
      assert.equal(status, 0, stderr)
      return JSON.parse(stdout)
    }
    const isFinished = async () => {
      const database = await openDatabase({ url: url || undefined, directory: join(dataDir, 'database') })
      const { rows } = await database.knex.raw(
        'select count(*)::int as left from resealing where finished_at is null',
      )
      await database.close()
      return rows[0].left === 0
    }
    const both = `${newer},${older}`
    try {
      const before = await start(older)
      const token = await consent(before)
      await stop()
      const backup = url && (await copyOf(url))

      if (!url) samtykke(both, 'keys', 'rotate', '--master')
      const during = await start(both)
      if (url) samtykke(both, 'keys', 'rotate', '--master')
      const tokens: string[] = []
      const end = performance.now() + 8000
      while (performance.now() < end) {
        tokens.push(await consent(during))
        assert.ok(await isActive(during, token))
      }
      await stop()
      assert.ok(await isFinished())
      const { left } = samtykke(both, 'keys', 'list', '--master')
      assert.deepEqual([...new Set(Object.values(left))], [0])

      const after = await start(newer)
      for (const one of [token, ...tokens]) assert.ok(await isActive(after, one))
      await consent(after)
      await stop()

      if (backup) {
        const restored = await start(both, backup)
        assert.ok(await isActive(restored, token))
        await consent(restored)
      }
    } finally {
      await Promise.all(running.map(one => one.kill()))
      await removeDataDir({ dataDir })
    }
  })
}

interface Place {
  readonly person: ConsentingPerson
  readonly program: ClientProgram
  readonly origins: readonly string[]
}

let turn = 0

/** An access token under a consent that the person gives now, at one of the processes in its turn. */
async function consent({ person, program, origins }: Place): Promise<string> {
  const origin = origins[turn++ % origins.length]!
  const question = await person.ask()
  const code = await person.comeBack(await person.sayYes(question, origin), question)
  return toTokens(await program.exchange(code, origin)).accessToken
}

async function isActive({ program, origins }: Place, token: string): Promise<boolean> {
  const answers = await Promise.all(origins.map(origin => program.introspect(token, origin)))
  return answers.every(({ json }) => json.active === true)
}

/** A copy of a database that nobody uses just now, as a dump and its restoration make it. */
async function copyOf(url: string): Promise<string> {
  const name = new URL(url).pathname.slice(1)
  const client = new Client(Object.assign(new URL(url), { pathname: '/postgres' }).href)
  await client.connect()
  for (let patience = 20; ; patience--) {
    try {
      await client.query(`create database ${name}_backup template ${name}`)
      break
    } catch (error) {
      if (patience === 0) throw error
      await sleep(250)
    }
  }
  await client.end()
  return Object.assign(new URL(url), { pathname: `/${name}_backup` }).href
}

describe('a change of the master key', () => {
  describe('one process on PGlite', () => define(places['one process on PGlite']))
  describe('two processes on PostgreSQL', () =>
    onPostgres(() => define(places['two processes on PostgreSQL'])))
})
