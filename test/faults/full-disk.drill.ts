import assert from 'node:assert/strict'
import { closeSync, openSync } from 'node:fs'
import { onPostgres } from '../support/database.ts'
import { freePort } from '../support/free-port.ts'
import { grantOf, isActive, obtainTokens } from '../support/journey.ts'
import { assertLedgerHolds } from '../support/ledger.ts'
import { type Load, startLoad } from '../support/load.ts'
import { type PostgresCluster, postgresPrograms, startPostgresCluster } from '../support/postgres-cluster.ts'
import { openPlace, type SamtykkePlace } from '../support/samtykke-place.ts'
import { removeDataDir, startSamtykke } from '../support/samtykke-process.ts'
import { type Answer, send } from '../support/send.ts'
import { mountSmallDisk, onSmallDisk, type SmallDisk } from '../support/small-disk.ts'
import { until } from '../support/until.ts'

const form = { grant_type: 'client_credentials', scope: 'income.read' }

describe('A full disk', () => {
  it('F12: under the log keeps nobody waiting', async () => {
    const full = openSync('/dev/full', 'w')
    const server = await startSamtykke({ stderr: full, env: { SAMTYKKE_LOG_LEVEL: 'info' } })
    closeSync(full)
    try {
      const { web } = server.demo.clients.oauth
      for (let round = 0; round < 10; round++) {
        const began = performance.now()
        const answers = await Promise.all(
          Array.from({ length: 20 }, () => send(`${server.publicUrl}/token`, { form, as: web })),
        )
        for (const { status, text } of answers) assert.equal(status, 200, text)
        assert.ok(performance.now() - began < 10_000)
      }
    } finally {
      assert.equal(await server.stop(), 0)
      await removeDataDir(server)
    }
  })

  describe('under PostgreSQL', () => {
    onPostgres(() => onSmallDisk(underPostgres))
  })
})

function underPostgres(): void {
  let disk: SmallDisk
  let cluster: PostgresCluster
  let place: SamtykkePlace
  let management: string
  before(async () => {
    disk = mountSmallDisk(200)
    cluster = await startPostgresCluster(postgresPrograms()!, {
      within: disk.directory,
      settings: ['min_wal_size=64MB', 'max_wal_size=64MB', 'autovacuum=off'],
    })
    const port = String(await freePort())
    management = `http://127.0.0.1:${port}`
    const env = { SAMTYKKE_MANAGEMENT_PORT: port }
    place = await openPlace({ processes: 1, database: new URL(cluster.url), env })
  })
  after(async () => {
    await place?.remove()
    await cluster?.stop()
    disk?.remove()
  })

  it('F12: is a 503 for who writes, an answer for who reads, and well again when there is room', async () => {
    const origin = place.origins[0]!
    const kept = await obtainTokens(place)
    const grant = await grantOf(place, kept)
    disk.fill()
    const load = await loadOn(place)
    await untilDoubted(load)
    for (let times = 0; times < 20; times++) {
      assert.equal(await isActive(place, kept.accessToken, origin), true)
    }
    assert.equal((await fetch(`${management}/health/live`)).status, 200)
    disk.makeRoom()
    await untilServed(load)
    assertOnlyDoubt(await load.stop().then(shots => shots.map(({ answer }) => answer)))
    assert.equal((await place.person.withdraw(grant, origin)).status, 303)
    assert.equal(await isActive(place, kept.accessToken, origin), false)
  })

  it('F12: leaves nothing half done', async () => {
    const { knex, close } = await place.open()
    await assertLedgerHolds(knex).finally(close)
  })
}

async function loadOn(place: SamtykkePlace): Promise<Load> {
  const { web } = place.processes[0]!.demo.clients.oauth
  return startLoad(8, () => send(`${place.origins[0]}/token`, { form, as: web }))
}

const untilDoubted = ({ shots }: Load): Promise<void> =>
  until(async () => shots.filter(({ answer }) => answer?.status === 503).length >= 20)

async function untilServed({ shots }: Load): Promise<void> {
  const since = performance.now()
  await until(
    async () => shots.filter(({ began, answer }) => began > since && answer?.status === 200).length >= 20,
  )
}

function assertOnlyDoubt(answers: readonly (Answer | undefined)[]): void {
  for (const answer of answers) {
    assert.ok(answer, 'no connection was cut')
    assert.ok([200, 503].includes(answer.status), `${answer.status} ${answer.text}`)
    if (answer.status === 503) assert.ok(Number(answer.headers.get('retry-after')) > 0, 'Retry-After')
  }
}
