import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { onPostgres } from '../support/database.ts'
import { type EventReader, eventReader, type Receiver, type ToldEvent } from '../support/event-reader.ts'
import { obtainCode } from '../support/journey.ts'
import { opened, type SamtykkePlace } from '../support/samtykke-place.ts'
import { type SignalReceiver, startSignalReceiver, verifierOf } from '../support/signal-receiver.ts'
import { pushedTo, ssfClient } from '../support/ssf-client.ts'
import { until } from '../support/until.ts'

const rounds = Number(process.env.SAMTYKKE_TEST_SENDER_DEATHS ?? 3)

/** Longer than the claim of a process that died. */
const patience = 60_000

describe('A server that is killed while it sends events (F18)', function () {
  this.timeout((rounds + 3) * 60_000)
  describe('on PGlite', () => losesNothing(opened({ processes: 1, database: 'embedded' })))
  describe('on PostgreSQL', () =>
    onPostgres(() => losesNothing(opened({ processes: 1, database: 'postgresql' }))))
})

function losesNothing(place: SamtykkePlace): void {
  let receiver: SignalReceiver
  after(() => receiver?.close())

  it(`loses none and sends none before one that happened earlier, through ${rounds} deaths`, async () => {
    const { demo, publicUrl } = place.processes[0]!
    const bank = (demo as unknown as { events: { receiver: Receiver; configuration: string } }).events
    const at = eventReader(publicUrl)
    const token = await at.tokenOf(bank.receiver)
    receiver = await startSignalReceiver(await verifierOf(bank.configuration, bank.receiver.client_id))
    const start = await at.lastOf(token)
    await ssfClient(publicUrl, token).create(pushedTo(receiver.url))
    for (let round = 0; round < rounds; round++) {
      const before = receiver.asked()
      const living = live(place).catch(() => {})
      await until(async () => receiver.asked() > before)
      await sleep(Math.random() * 500)
      await place.processes[0]!.kill()
      await living
      await endClaims(place)
      await place.restart()
    }
    await obtainCode(place)
    const happened = await whole(() => allFrom(at, token, start))
    assert.ok(happened.length > 0)
    await untilTaken(receiver, happened)
    console.log(`      ${happened.length} happened, ${receiver.taken.length - happened.length} came again`)
    assert.deepEqual(
      firstOf(receiver),
      happened.map(({ id }) => id),
    )
  })
}

/** As after the half minute for which the claim of a dead process stands. */
async function endClaims(place: SamtykkePlace): Promise<void> {
  const { knex, close } = await place.open()
  await knex.raw('update signal_stream set claimed_until = now() where claim is not null')
  await close()
}

async function live(place: SamtykkePlace): Promise<never> {
  for (;;) await obtainCode(place)
}

/** What the feed tells once it tells nothing new for a second. */
async function whole(read: () => Promise<readonly ToldEvent[]>): Promise<readonly ToldEvent[]> {
  for (;;) {
    const events = await read()
    await sleep(1000)
    if ((await read()).length === events.length) return events
  }
}

/** Every event after a cursor, however many pages they are. */
async function allFrom(at: EventReader, token: string, cursor: string): Promise<readonly ToldEvent[]> {
  const { events, next, more } = await at.read(token, { cursor, limit: '500' })
  return more ? [...events, ...(await allFrom(at, token, next))] : events
}

async function untilTaken(receiver: SignalReceiver, happened: readonly ToldEvent[]): Promise<void> {
  const deadline = performance.now() + patience
  const isTaken = ({ id }: ToldEvent) => receiver.taken.some(({ told }) => told.jti === id)
  while (!happened.every(isTaken)) {
    assert.ok(performance.now() < deadline, `${receiver.taken.length} came, ${happened.length} happened`)
    await sleep(100)
  }
}

/** The ids in the order in which they came first. */
const firstOf = ({ taken }: SignalReceiver): readonly string[] => [
  ...new Set(taken.map(({ told }) => told.jti)),
]
