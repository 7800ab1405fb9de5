import assert from 'node:assert/strict'
import { type DemoApp, startDemoApp } from '../support/demo-app.ts'
import { customer, dialects } from '../support/dialects.ts'
import { type Door, doorsOf } from '../support/fuzz/doors.ts'
import { maskinportenOf } from '../support/maskinporten.ts'
import { onePerson } from '../support/one-person.ts'
import { unlimited } from '../support/fuzz/unlimited.ts'
import { seeded } from '../support/seeded.ts'

const milliseconds = Number(process.env.SAMTYKKE_TEST_FUZZ_MILLISECONDS ?? 1500)
const seed = Number(process.env.SAMTYKKE_TEST_FUZZ_SEED ?? Date.now() % 1_000_000)

describe('A body that is not as it should be', () => {
  let app: DemoApp
  let doors: readonly Door[]
  before(async () => {
    app = await startDemoApp(unlimited)
    const maskinporten = await maskinportenOf(app)
    const person = onePerson(app.publicUrl, customer)
    const parts = { app, person, pid: customer, maskinporten }
    doors = await doorsOf(parts, await dialects(parts))
  })
  after(() => app?.close())

  it('is told from a good one, which each endpoint takes', async () => {
    for (const door of doors.filter(({ opens }) => opens)) {
      const answer = await door.isTaken()
      assert.ok(answer.status < 400, `${door.name}: ${answer.status} ${await answer.text()}`)
    }
  })

  it(`is refused in the words of its face, member by member, and leaves nothing behind (seed ${seed})`, async function () {
    this.timeout(milliseconds + 60_000)
    const tries = shuffled(
      doors.flatMap(door => door.bodies().map(body => ({ door, ...body }))),
      seeded(seed),
    )
    const until = performance.now() + milliseconds
    const seen = new Map<number, number>()
    const faults: string[] = []
    let had = await rowCounts()
    for (const { door, what, text } of tries) {
      if (performance.now() > until) break
      const answer = await door
        .send(text)
        .catch((error: unknown) => void faults.push(`${door.name}, ${what}: ${String(error)}`))
      if (!answer) continue
      const said = await answer.text()
      seen.set(answer.status, (seen.get(answer.status) ?? 0) + 1)
      const fault = faultOf(answer, said)
      if (fault) faults.push(`${door.name}, ${what}: ${fault}`)
      const have = await rowCounts()
      if (answer.status >= 400 && have !== had) faults.push(`${door.name}, ${what}: left ${had} → ${have}`)
      had = have
    }
    assert.deepEqual(faults, [], `seed ${seed}, ${JSON.stringify([...seen])} of ${tries.length}`)
  })

  /** Of everything that a request may leave behind, but for what is kept of those that were refused: marks against repeating. */
  async function rowCounts(): Promise<string> {
    const tables = [
      'consent_request',
      'authorization_grant',
      'event',
      'party',
      'document',
      'grant_use',
      'decision',
      'notice',
    ]
    const counts = tables.map(name => `(select count(*) from ${name}) as ${name}`)
    const { rows } = await app.stores.database.knex.raw(`select ${counts.join(', ')}`)
    return JSON.stringify(rows)
  }
})

function faultOf({ status, headers }: Response, text: string): string | undefined {
  if (status >= 500) return `${status} ${text.slice(0, 200)}`
  if (headers.get('x-content-type-options') !== 'nosniff') return 'no nosniff'
  if (text !== '' && !/json|html/.test(headers.get('content-type') ?? ''))
    return `${status} ${headers.get('content-type')} ${text.slice(0, 100)}`
  if (/\n\s+at /.test(text)) return 'a stack trace'
  return undefined
}

function shuffled<T>(all: readonly T[], random: () => number): T[] {
  return all
    .map(one => ({ one, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one)
}
