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
const others = 5

interface Timed {
  readonly answer: Answer
  readonly took: number
}

async function timed(act: () => Promise<Answer>): Promise<Timed> {
  const began = performance.now()
  return { answer: await act(), took: performance.now() - began }
}

const atOnce = (act: () => Promise<Answer>): Promise<Timed[]> =>
  Promise.all(Array.from({ length: stalled }, () => timed(act)))

const longest = (all: readonly Timed[]): number => Math.max(...all.map(({ took }) => took))

describe('F9: somebody holds the row of one consent', () => {
  onPostgres(() => {
    const place = opened({ processes: 1, database: 'postgresql' })
    const use = (used: Used) => () => place.program.use(used, place.origins[0]!)

    const consent = async (): Promise<Used> => {
      const tokens = await obtainTokens(place)
      return { grantId: await grantOf(place, tokens), token: tokens.accessToken }
    }

    /** Those who want the locked one, `stalled` at a time, and withdrawals of the others beside. */
    const storm = async (locked: Used, given: readonly Used[]) => {
      const waves: Promise<Timed[]>[] = []
      const withdrawn: Answer[] = []
      for (const { grantId } of given) {
        waves.push(atOnce(use(locked)))
        const pause = sleep(held / given.length)
        await sleep(200)
        withdrawn.push(await place.person.withdraw(grantId, place.origins[0]!))
        await pause
      }
      return { withdrawn, uses: (await Promise.all(waves)).flat() }
    }

    it('meets nobody else: tokens are told good, consents taken back, and who waits gets 503 within 2 s', async () => {
      const [origin] = place.origins as [string]
      const [locked, good] = [await consent(), await consent()]
      const given: Used[] = []
      while (given.length < others) given.push(await consent())
      const { knex, close } = await place.open()
      const usual = longest(await atOnce(use(good)))

      const lock = await knex.transaction()
      try {
        await lock.raw('set local idle_in_transaction_session_timeout = 0')
        await lock.raw('select from authorization_grant where id = ? for update', [locked.grantId])
        const asking = startLoad(2, () => place.program.introspect(good.token, origin))
        const { withdrawn, uses } = await storm(locked, given)
        const shots = await asking.stop()

        const times = shots.map(({ began, ended }) => ended - began)
        const { p50, p99 } = summary(times, 0, 1)
        const waited = `${uses.length} stalled took ${longest(uses).toFixed()} ms at most, unlocked ${usual.toFixed()}`
        console.log(`      introspection p50 ${p50.toFixed()} ms, p99 ${p99.toFixed()} ms; ${waited}`)
        assert.deepEqual(statuses(shots.flatMap(({ answer }) => answer ?? [])), { 200: shots.length })
        assert.deepEqual(statuses(withdrawn), { 303: others })
        assert.deepEqual(statuses(uses.map(({ answer }) => answer)), { 503: uses.length })
        for (const { answer } of uses) assert.ok(Number(answer.headers.get('retry-after')) > 0)
        assert.ok(longest(uses) < 2_000 + usual, waited)
      } finally {
        await lock.rollback()
        await close()
      }
    })

    it('is over with the lock, without a restart', async () => {
      const used = await consent()
      assert.equal((await use(used)()).status, 201)
      assert.equal(await isActive(place, used.token, place.origins[0]!), true)
      assert.equal((await place.person.withdraw(used.grantId, place.origins[0]!)).status, 303)
    })
  })
})
