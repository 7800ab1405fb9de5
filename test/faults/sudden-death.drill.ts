import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Knex } from 'knex'
import { toTokens, type Tokens } from '../support/client-program.ts'
import type { Code, Question, Wishes } from '../support/consenting-person.ts'
import { onPostgres } from '../support/database.ts'
import { grantOf, isActive } from '../support/journey.ts'
import { assertLedgerHolds } from '../support/ledger.ts'
import { opened, type SamtykkePlace } from '../support/samtykke-place.ts'
import { type Answer, statuses } from '../support/send.ts'

const rounds = Number(process.env.SAMTYKKE_TEST_DEATHS ?? 2)

/** What arrived before the server died, and what was asked and got no answer. */
class Told {
  readonly given: Tokens[] = []
  readonly alive: Tokens[] = []
  readonly withdrawn: Tokens[] = []
  question: Question | undefined
  tokenRequest: (() => Promise<Answer>) | undefined
  withdrawing: Tokens | undefined
}

describe('A server that is killed at any moment of the journey (F1, F2, F3)', function () {
  this.timeout((rounds + 2) * 60_000)
  describe('on PGlite', () => survives(opened({ processes: 1, database: 'embedded' })))
  describe('on PostgreSQL', () =>
    onPostgres(() => survives(opened({ processes: 1, database: 'postgresql' }))))
})

function survives(place: SamtykkePlace): void {
  const told = new Told()

  it(`keeps what it acknowledged through ${rounds} deaths`, async () => {
    const began = performance.now()
    await journey(place, told)
    const longestLife = performance.now() - began
    for (let round = 0; round < rounds; round++) {
      const living = live(place, told).catch(() => {})
      await sleep(Math.random() * longestLife)
      await place.processes[0]!.kill()
      await living
      await place.restart()
      await assertNothingLost(place, told)
      await repeatUnanswered(place, told)
    }
    assert.ok(told.given.length > 0, 'something was acknowledged')
  })

  it('has nothing half done, one grant for each yes, and no tokens that nobody got', async () => {
    await place.processes[0]!.stop()
    const { knex, close } = await place.open()
    try {
      const { grants } = await assertLedgerHolds(knex)
      assert.equal(grants.length, place.person.answered())
      assert.deepEqual(await tokensNobodyGot(knex, told), [])
    } finally {
      await close()
    }
  })
}

/** Journeys one after the other until the server dies. */
async function live(place: SamtykkePlace, told: Told): Promise<never> {
  for (;;) await journey(place, told)
}

async function journey(place: SamtykkePlace, told: Told): Promise<void> {
  const { person, program } = place
  const origin = place.origins[0]!
  const code = await sayYes(place, told)
  told.alive.push(await obtain(told, () => program.exchange(code, origin)))

  const mobile = await sayYes(place, told, { client_id: 'demo-public' })
  const first = await obtain(told, () => program.exchangeAsPublic(mobile, origin))
  told.alive.push(await obtain(told, () => program.refreshAsPublic(first.refreshToken, origin)))

  const doomed = told.alive[0]!
  const grantId = await grantOf(place, doomed)
  told.withdrawing = doomed
  assert.equal((await person.withdraw(grantId, origin)).status, 303)
  isWithdrawn(told, doomed)
}

async function sayYes({ person, origins }: SamtykkePlace, told: Told, wishes: Wishes = {}): Promise<Code> {
  const question = await person.ask(wishes)
  told.question = question
  return person.comeBack(await person.sayYes(question, origins[0]!), question)
}

async function obtain(told: Told, request: () => Promise<Answer>): Promise<Tokens> {
  told.tokenRequest = request
  const tokens = toTokens(await request())
  told.tokenRequest = undefined
  told.given.push(tokens)
  return tokens
}

function isWithdrawn(told: Told, tokens: Tokens): void {
  told.alive.splice(told.alive.indexOf(tokens), 1)
  told.withdrawn.push(tokens)
  told.withdrawing = undefined
}

/** Every answer that arrived still holds. */
async function assertNothingLost(place: SamtykkePlace, told: Told): Promise<void> {
  const origin = place.origins[0]!
  for (const tokens of told.alive) {
    if (tokens === told.withdrawing) continue
    assert.equal(await isActive(place, tokens.accessToken, origin), true, 'a token that was given out')
  }
  for (const { accessToken, refreshToken } of told.withdrawn.slice(-5)) {
    assert.equal(await isActive(place, accessToken, origin), false, 'a consent that was withdrawn')
    assert.equal((await place.program.refresh(refreshToken, origin)).status, 400)
  }
}

/** What got no answer happened or did not; repeated, it has happened once. */
async function repeatUnanswered(place: SamtykkePlace, told: Told): Promise<void> {
  const { person, origins } = place
  const { question, tokenRequest, withdrawing } = told
  if (question) assert.match(`${(await person.sayYes(question, origins[0]!)).status}`, /^(303|200)$/)
  if (tokenRequest) await assertOnce(told, tokenRequest)
  if (withdrawing) {
    if (await isActive(place, withdrawing.accessToken, origins[0]!)) {
      const grantId = await grantOf(place, withdrawing)
      assert.equal((await person.withdraw(grantId, origins[0]!)).status, 303)
    }
    assert.equal(await isActive(place, withdrawing.accessToken, origins[0]!), false)
    isWithdrawn(told, withdrawing)
  }
  Object.assign(told, { question: undefined, tokenRequest: undefined })
}

async function assertOnce(told: Told, request: () => Promise<Answer>): Promise<void> {
  const answers = [await request(), await request()]
  const { 200: given = 0, 400: refused = 0 } = statuses(answers)
  assert.ok(given <= 1 && given + refused === 2, JSON.stringify(statuses(answers)))
  for (const answer of answers) if (answer.status === 200) told.given.push(toTokens(answer))
}

/** Live access tokens of the confidential client that came with no answer. */
async function tokensNobodyGot(knex: Knex, { given }: Told): Promise<readonly string[]> {
  const { rows } = await knex.raw(
    `select encode(a.hash, 'hex') as hash from artifact a join authorization_grant g on g.id = a.grant_id
     where a.kind = 'AccessToken' and a.client_id = 'demo-web' and a.consumed_at is null
       and g.state = 'active' and g.epoch = a.grant_epoch`,
  )
  const known = new Set(given.map(({ accessToken }) => sha256(accessToken)))
  return rows.map(({ hash }: { hash: string }) => hash).filter((hash: string) => !known.has(hash))
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
