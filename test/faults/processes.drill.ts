import assert from 'node:assert/strict'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { besideBusyProcessors } from '../support/busy-machine.ts'
import { freshPostgresUrl, onPostgres } from '../support/database.ts'
import { isActive, obtainTokens } from '../support/journey.ts'
import { startLoad } from '../support/load.ts'
import { opened, type SamtykkePlace } from '../support/samtykke-place.ts'
import { removeDataDir, type SamtykkeProcess, startSamtykke } from '../support/samtykke-process.ts'
import { send, statuses } from '../support/send.ts'

const endings = Number(process.env.SAMTYKKE_TEST_ENDINGS ?? 2)

describe('Server processes side by side', () => {
  describe('on one embedded database', () => {
    const place = opened({ processes: 1, database: 'embedded' })

    it('refuse the second one, and the first goes on', async () => {
      const { accessToken } = await obtainTokens(place)
      const { dataDir } = place.processes[0]!
      await assert.rejects(startSamtykke({ dataDir, env: { DATABASE_URL: '' } }), /ended before it said/)
      assert.equal(await isActive(place, accessToken, place.origins[0]!), true)
      assert.equal((await obtainTokens(place)).accessToken.length > 0, true)
    })

    endsUnderLoad(place)
  })

  describe('on one PostgreSQL', () => {
    onPostgres(() => {
      it('F17: start five at once on an empty database, with one schema and one set of keys', async () => {
        const dataDir = await mkdtemp(join(tmpdir(), 'samtykke-'))
        const url = await freshPostgresUrl({ empty: true })
        const env = {
          DATABASE_URL: url,
          SAMTYKKE_PUBLIC_URL: 'http://localhost:1',
          SAMTYKKE_LOG_LEVEL: 'error',
        }
        const started = await Promise.allSettled(
          Array.from({ length: 5 }, () => startSamtykke({ dataDir, env })),
        )
        const running = started.filter(one => one.status === 'fulfilled').map(({ value }) => value)
        const client = new Client(url)
        await client.connect()
        const count = async (table: string): Promise<number> =>
          (await client.query(`select count(*)::int as rows from ${table}`)).rows[0].rows
        try {
          assert.equal(running.length, 5)
          assert.equal(
            await count('(select alg from signing_key group by alg having count(*) > 1) as twice'),
            0,
          )
          assert.equal(
            await count('(select name from knex_migrations group by name having count(*) > 1) as twice'),
            0,
          )
          assert.equal(await count("client where id = 'demo-web'"), 1)
        } finally {
          await client.end()
          await Promise.all(running.map(one => one.stop()))
          await removeDataDir({ dataDir })
        }
      })

      const place = opened({ processes: 1, database: 'postgresql' })
      endsUnderLoad(place)
    })
  })
})

function endsUnderLoad(place: SamtykkePlace): void {
  const title = 'F24: finish every request that was begun when asked to end, with status 0'

  it(`${title}, ${endings} times on a busy machine`, async function () {
    this.timeout(endings * 60_000)
    await besideBusyProcessors(async () => {
      for (let round = 0; round < endings; round++) {
        if (round > 0) await place.restart()
        await endUnderLoad(place.processes[0]!, place.origins[0]!)
      }
    })
  })
}

async function endUnderLoad(server: SamtykkeProcess, origin: string): Promise<void> {
  const { web } = server.demo.clients.oauth
  const form = { grant_type: 'client_credentials', scope: 'income.read' }
  const load = startLoad(20, () => send(`${origin}/token`, { form, as: web }))
  while (load.shots.length < 20) await sleep(20)
  const ending = performance.now()
  assert.equal(await server.stop(), 0)
  const shots = (await load.stop()).filter(({ began }) => began < ending)
  const answers = shots.map(({ answer }) => answer).filter(answer => answer !== undefined)
  assert.deepEqual([answers.length, statuses(answers)], [shots.length, { 200: shots.length }])
}
