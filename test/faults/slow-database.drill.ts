import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Tokens } from '../support/client-program.ts'
import { onPostgres } from '../support/database.ts'
import { freePort } from '../support/free-port.ts'
import { grantOf, isActive, obtainTokens } from '../support/journey.ts'
import { assertLedgerHolds } from '../support/ledger.ts'
import { type Load, type Shot, startLoad } from '../support/load.ts'
import { type PostgresCluster, postgresPrograms, startPostgresCluster } from '../support/postgres-cluster.ts'
import { openPlace, type SamtykkePlace } from '../support/samtykke-place.ts'
import { send, statuses } from '../support/send.ts'
import { type SlowProxy, startSlowProxy } from '../support/slow-proxy.ts'
import { until } from '../support/until.ts'

/** Milliseconds in which every request ends, whatever the database does. */
const longest = 10_000

describe('A database that is slow', () => {
  onPostgres(() => {
    let cluster: PostgresCluster
    let proxy: SlowProxy
    let place: SamtykkePlace
    let management: string
    before(async () => {
      cluster = await startPostgresCluster(postgresPrograms()!)
      proxy = await startSlowProxy(cluster.url)
      const port = String(await freePort())
      management = `http://127.0.0.1:${port}`
      const env = { SAMTYKKE_MANAGEMENT_PORT: port }
      place = await openPlace({ processes: 1, database: new URL(proxy.url), env })
    })
    after(async () => {
      await place?.remove()
      await proxy?.close()
      await cluster?.stop()
    })

    const health = async (what: string) => (await fetch(`${management}/health/${what}`)).status

    it('F10: by a fifth of a second each time, is waited for', async () => {
      const withdrawn = await obtainTokens(place)
      const grant = await grantOf(place, withdrawn)
      const load = await loadOn(place)
      proxy.slowDown(200)
      await sleep(2_000)
      assert.deepEqual([await health('live'), await health('ready')], [200, 200])
      assert.equal((await place.person.withdraw(grant, place.origins[0]!)).status, 303)
      proxy.slowDown(0)
      const shots = await load.stop()
      assertEnded(shots)
      assert.deepEqual(statusesOf(shots), { 200: shots.length })
      assert.equal(await isActive(place, withdrawn.accessToken, place.origins[0]!), false)
    })

    it('F10: by five seconds each time, keeps nobody for more than ten, and loses nothing that was answered', async () => {
      const kept: { readonly tokens: Tokens; readonly grant: string }[] = []
      for (let turn = 0; turn < 6; turn++) {
        const tokens = await obtainTokens(place)
        kept.push({ tokens, grant: await grantOf(place, tokens) })
      }
      const load = await loadOn(place)
      proxy.slowDown(5_000)
      const withdrawals = Promise.all(
        kept.map(async ({ grant }) => {
          const began = performance.now()
          const answer = await place.person.withdraw(grant, place.origins[0]!)
          return { began, ended: performance.now(), answer }
        }),
      )
      await until(async () => (await health('ready')) === 503)
      for (let second = 0; second < 15; second++) {
        assert.equal(await health('live'), 200)
        await sleep(1_000)
      }
      const answered = await withdrawals
      proxy.slowDown(0)
      const recovering = performance.now()
      await until(async () => (await health('ready')) === 200)
      await untilServed(load)
      assert.ok(performance.now() - recovering < longest, 'well again within seconds')
      const shots = await load.stop()
      assertEnded([...shots, ...answered])
      const { 503: doubt = 0 } = statusesOf(shots)
      assert.ok(doubt > 0, JSON.stringify(statusesOf(shots)))
      for (const [turn, { tokens }] of kept.entries()) {
        if (answered[turn]?.answer.status === 503) continue
        assert.equal(answered[turn]?.answer.status, 303)
        assert.equal(await isActive(place, tokens.accessToken, place.origins[0]!), false)
      }
      await assertTokensGood(place, shots)
    })

    it('F11: that says nothing any more, though nobody hung up, keeps nobody for more than ten', async () => {
      const load = await loadOn(place)
      await untilServed(load)
      proxy.goSilent(true)
      await until(async () => (await health('ready')) === 503)
      for (let second = 0; second < 12; second++) {
        assert.equal(await health('live'), 200)
        await sleep(1_000)
      }
      proxy.goSilent(false)
      const recovering = performance.now()
      await until(async () => (await health('ready')) === 200)
      await untilServed(load)
      assert.ok(performance.now() - recovering < longest, 'well again within seconds')
      const shots = await load.stop()
      assertEnded(shots)
      const { 503: doubt = 0 } = statusesOf(shots)
      assert.ok(doubt > 0, JSON.stringify(statusesOf(shots)))
      await assertTokensGood(place, shots)
    })

    it('F10: has nothing half done', async () => {
      const { knex, close } = await place.open()
      await assertLedgerHolds(knex).finally(close)
    })
  })
})

/** A machine's tokens, the refreshing of a person's, and whether they are good. */
async function loadOn(place: SamtykkePlace): Promise<Load> {
  const { web } = place.processes[0]!.demo.clients.oauth
  const form = { grant_type: 'client_credentials', scope: 'income.read' }
  const { accessToken, refreshToken } = await obtainTokens(place)
  const origin = place.origins[0]!
  const acts = [
    () => send(`${origin}/token`, { form, as: web }),
    () => place.program.refresh(refreshToken, origin),
    () => place.program.introspect(accessToken, origin),
  ]
  return startLoad(9, turn => acts[turn % acts.length]!())
}

const answersOf = (shots: readonly Shot[]) =>
  shots.map(({ answer }) => answer).filter(answer => answer !== undefined)

const statusesOf = (shots: readonly Shot[]) => statuses(answersOf(shots))

/** Each in time, with its answer or with a 503 that says when to repeat. */
function assertEnded(shots: readonly Shot[]): void {
  const answers = answersOf(shots)
  assert.equal(answers.length, shots.length, 'no connection was cut')
  const slowest = Math.max(...shots.map(({ began, ended }) => ended - began))
  assert.ok(slowest < longest, `the slowest took ${slowest.toFixed()} ms`)
  for (const { status, headers, text } of answers) {
    assert.ok([200, 303, 503].includes(status), `${status} ${text}`)
    if (status === 503) assert.ok(Number(headers.get('retry-after')) > 0, 'Retry-After')
  }
}

/** Everybody who comes now is served. */
async function untilServed({ shots }: Load): Promise<void> {
  const since = performance.now()
  const served = () => shots.filter(({ began, answer }) => began > since && answer?.status === 200).length
  await until(async () => served() >= 30)
}

async function assertTokensGood(place: SamtykkePlace, shots: readonly Shot[]): Promise<void> {
  for (const { status, json } of answersOf(shots)) {
    if (status === 200 && typeof json.access_token === 'string')
      assert.equal(await isActive(place, json.access_token, place.origins[0]!), true)
  }
}
