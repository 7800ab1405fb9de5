import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { summary } from '../../bench/load/summary.ts'
import type { Used } from '../support/client-program.ts'
import { onPostgres } from '../support/database.ts'
import { grantOf, isActive, obtainTokens } from '../support/journey.ts'
import { startLoad } from '../support/load.ts'
import { opened } from '../support/samtykke-place.ts'
import { type Answer, statuses } from '../support/send.ts'

const held = 10_000
const stalled = 60
const others = 10

describe('F9: somebody holds the row of one consent', () => {
  onPostgres(() => {
    const place = opened({ processes: 1, database: 'postgresql' })
    const consent = async () => {
      const tokens = await obtainTokens(place)
      return { grantId: await grantOf(place, tokens), token: tokens.accessToken }
    }

    it('meets nobody else: tokens are told good, consents taken back, and who waits gets 503 within 2 s', async () => {
      const [origin] = place.origins as [string]
      const locked = await consent()
      const good = await consent()
      const given: Used[] = []
      while (given.length < others) given.push(await consent())

      const { knex, close } = await place.open()
      const lock = await knex.transaction()
      try {
        await lock.raw('set local idle_in_transaction_session_timeout = 0')
        await lock.raw('select from authorization_grant where id = ? for update', [locked.grantId])
        const began = performance.now()
        const timed = (act: () => Promise<Answer>) => {
          const start = performance.now()
          return act().then(answer => ({ answer, took: performance.now() - start }))
        }
        const waves: Promise<{ answer: Answer; took: number }[]>[] = []
        const asking = startLoad(2, () => place.program.introspect(good.token, origin))
        const withdrawn: Answer[] = []
        for (const { grantId } of given) {
          const wave = Array.from({ length: stalled }, () => timed(() => place.program.use(locked, origin)))
          waves.push(Promise.all(wave))
          await sleep(200)
          withdrawn.push(await place.person.withdraw(grantId, origin))
          await sleep(Math.max(0, began + (held / others) * withdrawn.length - performance.now()))
        }
        const uses = (await Promise.all(waves)).flat()
        const shots = await asking.stop()
        const introspections = summary(
          shots.map(shot => shot.ended - shot.began),
          0,
          1,
        )
        const waits = summary(
          uses.map(({ took }) => took),
          0,
          1,
        )
        const longest = Math.max(...uses.map(({ took }) => took))
        console.log(
          `      introspection p50 ${introspections.p50.toFixed()} ms, p99 ${introspections.p99.toFixed()} ms of ${shots.length};`,
          `longest of ${uses.length} stalled ${longest.toFixed()} ms`,
        )
        assert.deepEqual(statuses(shots.flatMap(({ answer }) => answer ?? [])), { 200: shots.length })
        assert.deepEqual(statuses(withdrawn), { 303: others })
        assert.deepEqual(Object.keys(statuses(uses.map(({ answer }) => answer))), ['503'])
        for (const { answer } of uses) assert.ok(Number(answer.headers.get('retry-after')) > 0)
        assert.ok(waits.p95 < 2_000 && longest < 3_000, `${waits.p95} and ${longest} ms`)
      } finally {
        await lock.rollback()
        await close()
      }
    })

    it('is over with the lock, without a restart', async () => {
      const used = await consent()
      assert.equal((await place.program.use(used, place.origins[0]!)).status, 201)
      assert.equal(await isActive(place, used.token, place.origins[0]!), true)
      assert.equal((await place.person.withdraw(used.grantId, place.origins[0]!)).status, 303)
    })
  })
})
