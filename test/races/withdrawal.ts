import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { grantOf, isActive, obtainTokens } from '../support/journey.ts'
import { originFor, type SamtykkePlace } from '../support/samtykke-place.ts'
import type { Answer } from '../support/send.ts'
import { raceWithdrawal, together } from '../support/withdrawal-race.ts'

const rounds = 30
/** Of one consent each, and how many requests race in one. */
const [races, racing] = [20, 100]
const longestWait = 20

/** One request of the race: when it began, and whether it was told yes. */
interface Shot {
  readonly what: string
  readonly began: number
  readonly yes: boolean
  readonly answer: Answer
}

const saysYes = ({ status, json }: Answer): boolean => status < 300 && json.active !== false

async function shoot(what: string, act: () => Promise<Answer>): Promise<Shot> {
  await sleep(Math.random() * longestWait)
  const began = performance.now()
  const answer = await act()
  return { what, began, yes: saysYes(answer), answer }
}

/** After a withdrawal was answered nothing says yes. */
export function withdrawal(place: SamtykkePlace): void {
  it(`F8: races a withdrawal against exchange of codes and tokens, refresh, introspection and use in ${rounds} rounds`, async () => {
    for (let round = 0; round < rounds; round++) await race(place, round)
  })

  it(`F8: says yes to none of ${races * racing} requests that begin after a withdrawal was answered`, async () => {
    const raced = []
    for (let turn = 0; turn < races; turn++) raced.push(await raceWithdrawal(place, turn, racing))
    const { after, yes, broken } = together(raced)
    console.log('      ', after, yes)
    assert.deepEqual([yes.after, broken], [0, 0])
    assert.ok(yes.before > races && Object.values(after).every(count => count > races))
  })

  it('S64: says no at every other process as soon as the withdrawal is answered', async () => {
    for (let round = 0; round < 5; round++) {
      const tokens = await obtainTokens(place)
      const answer = await place.person.withdraw(await grantOf(place, tokens), originFor(place, round))
      const active = await isActive(place, tokens.accessToken, originFor(place, round + 1))
      assert.deepEqual([answer.status, active], [303, false])
    }
  })
}

async function race(place: SamtykkePlace, round: number): Promise<void> {
  const { person, program } = place
  const tokens = await obtainTokens(place)
  const grantId = await grantOf(place, tokens)
  const used = { grantId, token: tokens.accessToken }
  const code = await person.codeWithoutAsking()
  const at = (turn: number) => originFor(place, round + turn)

  const introspecting = [1, 2, 3].map(turn =>
    shoot('introspection', () => program.introspect(tokens.accessToken, at(turn))),
  )
  const [withdrawn, ...shots] = await Promise.all([
    shoot('withdrawal', () => person.withdraw(grantId, at(0))).then(shot => ({
      ...shot,
      answered: performance.now(),
    })),
    shoot('exchange', () => program.exchange(code, at(1))),
    shoot('refresh', () => program.refresh(tokens.refreshToken, at(1))),
    shoot('token exchange', () => program.handOn(tokens.accessToken, at(1))),
    shoot('use', () => program.use(used, at(1))),
    ...introspecting,
  ])

  assert.equal(withdrawn.answer.status, 303)
  for (const { what, began, yes, answer } of shots) {
    assert.ok(answer.status < 500, `${what} was answered ${answer.status}`)
    assert.ok(!yes || began < withdrawn.answered, `${what} said yes after the withdrawal`)
  }
  await assertNothingSaysYes(place, [tokens.accessToken, ...issued(shots)])
  for (const origin of place.origins) {
    assert.equal((await program.refresh(tokens.refreshToken, origin)).status, 400)
    assert.equal((await program.exchange(code, origin)).status, 400)
    assert.ok((await program.use(used, origin)).status >= 400)
  }
}

const issued = (shots: readonly Shot[]): readonly string[] =>
  shots.map(({ answer }) => answer.json.access_token).filter(token => typeof token === 'string')

async function assertNothingSaysYes(place: SamtykkePlace, tokens: readonly string[]): Promise<void> {
  for (const token of tokens) {
    for (const origin of place.origins) assert.equal(await isActive(place, token, origin), false)
  }
}
