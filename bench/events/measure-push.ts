import { setTimeout as sleep } from 'node:timers/promises'
import { pushedTo, ssfClient } from '../../test/support/ssf-client.ts'
import { type EventsWorld, openEventsWorld } from './events-world.ts'
import { fillConsents } from './fill-consents.ts'
import { type Arrival, type Manner, type Receivers, startReceivers } from './receivers-process.ts'
import { type Arrivals, firstOf, toldOf, type Wanted } from './told.ts'
import { type Withdrawn, withdrawnOf } from './withdrawn.ts'
import { withdrawAtRate } from './withdraw-at-rate.ts'

export interface Pushing {
  readonly receivers: number
  readonly perSecond: number
  readonly seconds: number
}

const withdrawals = 'urn:samtykke:event:consent/withdrawn'
const daysDown = 7
const consentsOfEachDay = 20
const day = 24 * 3600
/** For what is still on its way when the last one was answered; milliseconds. */
const patience = 120_000

/** Receivers that are no good, by their clients; the others take what comes. */
const manners: Readonly<Record<string, Manner>> = {
  'asker-0': 'hangs',
  'asker-1': 'fails',
  'asker-2': 'is down',
}

/**
 * How long a withdrawal takes to reach its receiver, one row for each kind of receiver. Every asker has one, and the withdrawals
 * are spread over all of them; the API of them all has one more. One hangs, one fails, one was down for seven days.
 */
export async function measurePush({ receivers: count, perSecond, seconds }: Pushing) {
  const world = await openEventsWorld(count - 1)
  const receivers = await startReceivers()
  try {
    const streams = await subscribe(world, receivers)
    const total = perSecond * seconds
    const each = Math.ceil(total / world.askers.length)
    const ofEach = (client: string) =>
      each + (manners[client] === 'is down' ? daysDown * consentsOfEachDay : 0)
    const clients = world.askers.map(({ client_id }) => client_id)
    const grants = await fillConsents(world.databaseUrl, new Map(clients.map(id => [id, ofEach(id)])))
    const missed = await beDown(world, receivers, grants.get('asker-2') ?? [])
    receivers.behave('asker-2', 'takes')
    const back = ssfClient(world.publicUrl, await world.at.tokenOf(world.askers[2]!))
    await back.setStatus(streams.get('asker-2')!, 'enabled')

    const due = inTurns(grants, each)
    const person = await world.logIn()
    const { rate, refused } = await withdrawAtRate(due, { person, place: world.place, perSecond })
    const wanted = wantedOf(grants, await withdrawnOf(world.databaseUrl, [...due, ...missed]))
    const arrivals = await untilArrived(receivers, wanted)
    return {
      rate,
      refused,
      told: toldOf({ kinds, wanted, arrivals, measured: new Set(due), ahead: daysDown * day * 1000 }),
    }
  } finally {
    receivers.stop()
    await world.close()
  }
}

/** A stream for each; gives their ids by the clients. */
async function subscribe(world: EventsWorld, receivers: Receivers): Promise<ReadonlyMap<string, string>> {
  const streams = new Map<string, string>()
  for (const client of [...world.askers, world.api]) {
    const { client_id: id } = client
    receivers.behave(id, manners[id] ?? 'takes')
    const ssf = ssfClient(world.publicUrl, await world.at.tokenOf(client))
    const choices = pushedTo(receivers.url(id), { events_requested: [withdrawals] })
    streams.set(id, (await ssf.create(choices)).stream_id)
  }
  return streams
}

/** Some consents are withdrawn each day, and the receiver is tried. Gives those. */
async function beDown(world: EventsWorld, receivers: Receivers, grants: readonly string[]) {
  const missed = grants.slice(0, daysDown * consentsOfEachDay)
  for (let nth = 0; nth < daysDown; nth++) {
    const person = await world.logIn()
    const today = missed.slice(nth * consentsOfEachDay, (nth + 1) * consentsOfEachDay)
    await withdrawAtRate(today, { person, place: world.place, perSecond: 100 })
    await untilTried(receivers, 'asker-2')
    await world.moveClock(day)
  }
  await untilTried(receivers, 'asker-2')
  return missed
}

async function untilTried(receivers: Receivers, receiver: string): Promise<void> {
  const times = async () => (await receivers.tell()).tried[receiver] ?? 0
  const before = await times()
  const end = performance.now() + 30_000
  while ((await times()) === before && performance.now() < end) await sleep(100)
}

/** One of each in turn, so many of each, those that were not used before. */
function inTurns(grants: ReadonlyMap<string, readonly string[]>, each: number): readonly string[] {
  const lists = [...grants.values()].map(all => all.slice(-each))
  return Array.from({ length: each }, (_, nth) => lists.flatMap(list => list[nth] ?? [])).flat()
}

/** What those who take it are to hear, in its order, by their clients. */
function wantedOf(grants: ReadonlyMap<string, readonly string[]>, withdrawn: readonly Withdrawn[]): Wanted {
  const clientOf = new Map([...grants].flatMap(([client, all]) => all.map(grant => [grant, client])))
  const byClient = Map.groupBy(withdrawn, ({ grant }) => clientOf.get(grant) ?? '')
  const takes = (client: string) => (manners[client] ?? 'is down') === 'is down'
  return new Map([...[...byClient].filter(([client]) => takes(client)), ['api', withdrawn]])
}

async function untilArrived(receivers: Receivers, wanted: Wanted): Promise<Arrivals> {
  const end = performance.now() + patience
  for (;;) {
    const arrivals = Map.groupBy((await receivers.tell()).arrivals, ({ receiver }) => receiver)
    if (
      [...wanted].every(([receiver, all]) => hasAll(all, arrivals.get(receiver))) ||
      performance.now() > end
    )
      return arrivals
    await sleep(200)
  }
}

function hasAll(wanted: readonly Withdrawn[], arrivals: readonly Arrival[] | undefined): boolean {
  const first = firstOf(arrivals)
  return wanted.every(({ id }) => first.has(id))
}

const kinds = [
  {
    name: 'an organization of its own consents',
    has: (client: string) => client !== 'api' && !(client in manners),
  },
  { name: `the same, down for ${daysDown} days`, has: (client: string) => manners[client] === 'is down' },
  { name: 'the API of all consents', has: (client: string) => client === 'api' },
]
