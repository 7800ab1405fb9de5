import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { toTokens } from '../support/client-program.ts'
import { onPostgres } from '../support/database.ts'
import { isActive, obtainTokens } from '../support/journey.ts'
import { assertLedgerHolds } from '../support/ledger.ts'
import { type Load, type Shot, startLoad } from '../support/load.ts'
import { type PostgresCluster, postgresPrograms, startPostgresCluster } from '../support/postgres-cluster.ts'
import { openPlace, originFor, type SamtykkePlace } from '../support/samtykke-place.ts'
import { send, statuses } from '../support/send.ts'
import { until } from '../support/until.ts'

/** Tokens that are given before something is broken, and again when it is whole. */
const settled = 40

describe('A database that fails', () => {
  onPostgres(() => {
    let cluster: PostgresCluster
    let place: SamtykkePlace
    before(async () => {
      cluster = await startPostgresCluster(postgresPrograms()!, { durable: true })
      place = await openPlace({ processes: 2, database: new URL(cluster.url) })
    })
    after(async () => {
      await place?.remove()
      await cluster?.stop()
    })

    it('F5: is met with 503 and Retry-After while it restarts, and loses nothing that was answered', async () => {
      const load = await loadOn(place)
      await untilAnswered(load, settled)
      await cluster.restart()
      await untilAllAnswer(place)
      await untilAnswered(load, settled)
      await assertOnlyDoubt(place, await load.stop())
    })

    it('F4: is met with 503 when it ends every connection', async () => {
      const load = await loadOn(place)
      const administrator = new Client(cluster.url)
      await administrator.connect()
      for (let round = 0; round < 10; round++) {
        await sleep(100)
        await administrator.query(
          "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'samtykke'",
        )
      }
      await administrator.end()
      await untilAllAnswer(place)
      await assertOnlyDoubt(place, await load.stop())
    })

    it('has nothing half done', async () => {
      const { knex, close } = await place.open()
      await assertLedgerHolds(knex).finally(close)
    })

    it('S27: lets nobody believe that a token was revoked while it is down', async () => {
      const { accessToken, refreshToken } = await obtainTokens(place)
      await cluster.stop()
      for (const origin of place.origins) {
        for (const answer of [
          await place.program.revoke(refreshToken, origin),
          await place.program.introspect(accessToken, origin),
        ]) {
          assert.equal(answer.status, 503)
          assert.ok(Number(answer.headers.get('retry-after')) > 0)
        }
      }
    })
  })
})

/** A machine's tokens and the refreshing of a person's, at both processes. */
async function loadOn(place: SamtykkePlace): Promise<Load> {
  const { web } = place.processes[0]!.demo.clients.oauth
  const form = { grant_type: 'client_credentials', scope: 'income.read' }
  const { refreshToken } = await obtainTokens(place)
  return startLoad(8, turn => {
    const origin = originFor(place, turn >> 1)
    return turn % 2 ? place.program.refresh(refreshToken, origin) : send(`${origin}/token`, { form, as: web })
  })
}

/** Resolves when so many more requests had their token. */
async function untilAnswered({ shots }: Load, more: number): Promise<void> {
  const given = () => shots.filter(({ answer }) => answer?.status === 200).length
  const enough = given() + more
  await until(async () => given() >= enough)
}

async function untilAllAnswer(place: SamtykkePlace): Promise<void> {
  const { web } = place.processes[0]!.demo.clients.oauth
  const form = { grant_type: 'client_credentials', scope: 'income.read' }
  for (const origin of place.origins)
    await until(async () => (await send(`${origin}/token`, { form, as: web })).status === 200)
}

/** Each request had its token, which is good now, or a 503 that says when to repeat. */
async function assertOnlyDoubt(place: SamtykkePlace, shots: readonly Shot[]): Promise<void> {
  const answers = shots.map(({ answer }) => answer).filter(answer => answer !== undefined)
  assert.equal(answers.length, shots.length, 'no connection was cut')
  const { 200: given = 0, 503: doubt = 0 } = statuses(answers)
  assert.equal(given + doubt, answers.length, JSON.stringify(statuses(answers)))
  assert.ok(given > 0 && doubt > 0, JSON.stringify(statuses(answers)))
  for (const { status, headers } of answers) {
    if (status === 503) assert.ok(Number(headers.get('retry-after')) > 0, 'Retry-After')
  }
  const tokens = answers.filter(({ status }) => status === 200).map(answer => toTokens(answer).accessToken)
  for (const [turn, token] of tokens.entries()) {
    assert.equal(await isActive(place, token, originFor(place, turn)), true)
  }
}
