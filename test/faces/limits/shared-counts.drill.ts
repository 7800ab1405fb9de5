import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { freshPostgresUrl, onPostgres } from '../../support/database.ts'
import { freePort } from '../../support/free-port.ts'
import { freshDataDir } from '../../support/fresh-data-dir.ts'
import { removeDataDir, type SamtykkeProcess, startSamtykke } from '../../support/samtykke-process.ts'

interface Named {
  readonly client_id: string
  readonly client_secret: string
}

const most = 40

/* S66. What is tried comes by two processes in turn. */
describe('S66 failures that come to two processes', () => {
  onPostgres(() => {
    const processes: SamtykkeProcess[] = []
    let origins: readonly string[]
    let machine: Named
    let dataDir: string

    before(async () => {
      const ports = [await freePort(), await freePort()]
      dataDir = await freshDataDir()
      const env = {
        SAMTYKKE_LOG_LEVEL: 'silent',
        DATABASE_URL: await freshPostgresUrl({ empty: true }),
        SAMTYKKE_PUBLIC_URL: `http://localhost:${ports[0]}`,
        SAMTYKKE_TRUSTED_PROXIES: '1',
        SAMTYKKE_ENV: 'test',
        SAMTYKKE_LIMIT_WRONG_SECRETS: `${most}/300`,
      }
      for (const port of ports) {
        processes.push(await startSamtykke({ dataDir, env: { ...env, PORT: String(port) } }))
      }
      origins = ports.map(port => `http://127.0.0.1:${port}`)
      machine = JSON.parse(readFileSync(join(dataDir, 'demo.json'), 'utf8')).clients.oauth.machine
    })
    after(async () => {
      await Promise.all(processes.map(one => one.stop()))
      await removeDataDir(processes[0]!)
    })

    const token = async (turn: number, from: string, secret: string): Promise<number> => {
      const basic = Buffer.from(`${machine.client_id}:${secret}`).toString('base64')
      const { status } = await fetch(`${origins[turn % 2]}/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${basic}`, 'x-forwarded-for': from },
        body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'income.read' }),
      })
      return status
    }

    it('are counted together: no more are let through than at one', async () => {
      const answers: number[] = []
      for (let turn = 0; turn < 3 * most; turn++) answers.push(await token(turn, '192.0.2.1', 'x'.repeat(43)))
      const refused = answers.filter(status => status === 401).length
      assert.ok(refused >= most && refused <= most + 1, `${refused} of ${most}`)
      assert.equal(answers.filter(status => status === 429).length, answers.length - refused)
    })

    it('do not slow down those who do it right', async () => {
      const good = async (): Promise<number[]> => {
        const durations: number[] = []
        for (let turn = 0; turn < 200; turn++) {
          const from = performance.now()
          assert.equal(await token(turn, '203.0.113.1', machine.client_secret), 200)
          durations.push(performance.now() - from)
        }
        return durations.toSorted((a, b) => a - b)
      }
      await good()
      let isOver = false
      const attack = async (attacker: number): Promise<number> => {
        let tried = 0
        for (; !isOver; tried++) await token(tried, `2001:db8:0:${attacker}::${tried + 1}`, `guess ${tried}`)
        return tried
      }
      const attacks = [1, 2, 3, 4].map(attack)
      const beside = await good()
      isOver = true
      const tried = (await Promise.all(attacks)).reduce((sum, one) => sum + one)
      const p99 = beside[Math.floor(beside.length * 0.99)]!
      assert.ok(p99 < 1000, `${p99} ms beside ${tried} wrong secrets`)
    })
  })
})
