import assert from 'node:assert/strict'
import { summary } from '../../bench/load/summary.ts'
import { randomSecret } from '../../adapters/ids/random-secret.ts'
import { gjeldWorld, processing } from '../support/gjeld-world.ts'
import { obtainTokens } from '../support/journey.ts'
import { onEachPlace } from '../support/samtykke-place.ts'
import { type Answer, send, statuses } from '../support/send.ts'

const many = 640
const within = 4_000

type Ask = (token: string) => Promise<Answer>

/** Tokens as good as any but for the secret in them, and what was never one. */
const junk = (good: string, turn: number): string =>
  turn % 4 === 0 ? `unknown ${turn}` : good.replace(/.{43}$/, randomSecret())

onEachPlace('Strangers show an API tokens that are none', place => {
  const flood = async (good: string, ask: Ask): Promise<void> => {
    const began = performance.now()
    const took: number[] = []
    const answers: Answer[] = []
    const goods: Answer[] = []
    for (let turn = 0; turn < many; turn += 16) {
      answers.push(
        ...(await Promise.all(Array.from({ length: 16 }, (_, one) => ask(junk(good, turn + one))))),
      )
      const asked = performance.now()
      goods.push(await ask(good))
      took.push(performance.now() - asked)
    }
    const { p50, p99 } = summary(took, 0, 1)
    const seconds = ((performance.now() - began) / 1000).toFixed(1)
    console.log(`      ${many} in ${seconds} s, good ones p50 ${p50.toFixed()} ms, p99 ${p99.toFixed()} ms`)
    assert.deepEqual(statuses(goods), { 200: many / 16 })
    for (const { json } of goods) assert.equal(json.active, true)
    assert.deepEqual(
      answers.filter(({ status, json }) => (status === 200 ? json.active !== false : status !== 429)),
      [],
    )
    assert.ok(performance.now() - began < 10 * within)
  }

  it('at the house: good ones are told good all the while', async () => {
    const { accessToken } = await obtainTokens(place)
    await flood(accessToken, token => place.program.introspect(token, place.origins[0]!))
  })

  it('at gjeld: good ones are told good all the while', async () => {
    const { demo, publicUrl } = place.processes[0]!
    const issuer = demo.issuers.gjeld.replace(publicUrl, place.origins[0]!)
    const world = gjeldWorld(issuer, demo.issuers.gjeld)
    const good = await world.machine(demo.clients.gjeld.A, processing, 'debt')
    await flood(good, token =>
      send(`${issuer}oauth2/introspect`, { form: { token }, as: demo.clients.gjeld.R }),
    )
  })
})
