import assert from 'node:assert/strict'
import { summary } from '../../bench/load/summary.ts'
import type { Used } from '../support/client-program.ts'
import { grantOf, obtainTokens } from '../support/journey.ts'
import { startLoad } from '../support/load.ts'
import { onEachPlace, originFor, type SamtykkePlace } from '../support/samtykke-place.ts'
import { statuses } from '../support/send.ts'

const loops = 50
const withdrawals = 100
/** Milliseconds; what is promised on a machine with nothing else to do is in docs/security.md. */
const longest = 5_000

onEachPlace('A person takes her consent back while its API uses it all the time', place => {
  it(`withdraws ${withdrawals} of ${withdrawals} consents that ${loops} loops use`, async () => {
    const grants = await consents(place)
    let current = grants[0]!
    const uses = startLoad(loops, turn => place.program.use(current, originFor(place, turn)))
    const times: number[] = []
    const answers = []
    for (const [turn, grant] of grants.entries()) {
      current = grant
      await used(uses.shots)
      const began = performance.now()
      answers.push(await place.person.withdraw(grant.grantId, originFor(place, turn)))
      times.push(performance.now() - began)
    }
    const shots = await uses.stop()
    const using = statuses(shots.flatMap(({ answer }) => answer ?? []))
    const { p50, p99 } = summary(times, 0, 1)
    console.log(`      p50 ${p50.toFixed()} ms, p99 ${p99.toFixed()} ms, uses:`, using)

    assert.deepEqual(statuses(answers), { 303: withdrawals })
    assert.ok(Math.max(...times) < longest, `${Math.max(...times)} ms`)
    assert.ok((using[201] ?? 0) > withdrawals, 'the loops were at work')
  })

  it('has an end in the feed for each of them, and no use after it', async () => {
    for (const one of place.processes) assert.equal(await one.stop(), 0)
    const { knex, close } = await place.open()
    try {
      const { rows } = await knex.raw(counted)
      assert.deepEqual(rows[0], { revoked: withdrawals, late: 0 })
    } finally {
      await close()
    }
  })
})

const counted = `select count(*)::int as revoked, count(*) filter (where exists (
    select from event used where used.grant_id = e.grant_id and used.type = 'used' and used.sequence > e.sequence
  ))::int as late from event e where e.type = 'revoked'`

async function consents(place: SamtykkePlace): Promise<readonly Used[]> {
  const grants: Used[] = []
  while (grants.length < withdrawals) {
    const tokens = await obtainTokens(place)
    grants.push({ grantId: await grantOf(place, tokens), token: tokens.accessToken })
  }
  return grants
}

/** Resolves when the loops have turned to the consent that is theirs now. */
async function used(shots: readonly unknown[]): Promise<void> {
  const before = shots.length
  while (shots.length < before + loops) await new Promise(resolve => setTimeout(resolve, 1))
}
