import { setTimeout as sleep } from 'node:timers/promises'
import { type EventReader, eventReader, listen, type ToldEvent } from '../../test/support/event-reader.ts'
import { ssfClient } from '../../test/support/ssf-client.ts'
import { originFor } from '../../test/support/samtykke-place.ts'
import { summary } from '../load/summary.ts'
import { openEventsWorld } from './events-world.ts'
import { fillConsents } from './fill-consents.ts'
import { withdrawAtRate } from './withdraw-at-rate.ts'
import { withdrawnOf } from './withdrawn.ts'

export interface Following {
  /** Of each kind. */
  readonly readers: number
  readonly perSecond: number
  readonly seconds: number
}

export interface Followed {
  readonly kind: string
  readonly readers: number
  readonly events: number
  readonly lost: number
  /** From just before the commit until it was read, milliseconds. */
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly longest: number
}

const askers = 10
/** For what is still on its way when the last one was answered; milliseconds. */
const patience = 30_000

type Hear = (event: ToldEvent) => void
type Follow = (at: EventReader, place: Place, hear: Hear) => Promise<void>

interface Place {
  readonly token: string
  /** Of the last one that was heard of. */
  cursor: string
}

interface Reading extends Readonly<Place> {
  readonly over: AbortSignal
  readonly origins: readonly string[]
  readonly readers: number
}

/** How long a withdrawal takes to be read in the feed of the API, by those who are sent it and by those who ask and wait. */
export async function measureFeed({ readers, perSecond, seconds }: Following) {
  const world = await openEventsWorld(askers)
  const over = new AbortController()
  try {
    for (const client of world.askers)
      await ssfClient(world.publicUrl, await world.at.tokenOf(client)).create({})
    const each = Math.ceil((perSecond * seconds) / askers)
    const consents = await fillConsents(
      world.databaseUrl,
      new Map(world.askers.map(({ client_id }) => [client_id, each])),
    )
    const lists = [...consents.values()]
    const grants = Array.from({ length: each }, (_, nth) => lists.flatMap(list => list[nth] ?? [])).flat()
    const token = await world.at.tokenOf(world.api)
    const cursor = await world.at.lastOf(token)
    const reading = { token, cursor, origins: world.place.origins, readers, over: over.signal }
    const kinds = [followed('sent as it happens', stream, reading), followed('asked for', poll, reading)]
    const { place } = world
    const { rate, refused } = await withdrawAtRate(grants, { person: await world.logIn(), place, perSecond })
    const wanted = (await withdrawnOf(world.databaseUrl, grants)).length * readers
    const end = performance.now() + patience
    while (kinds.some(one => one.count() < wanted) && performance.now() < end) await sleep(50)
    return { rate, refused, followed: kinds.map(one => one.tell(wanted)) }
  } finally {
    over.abort()
    await world.close()
  }
}

/** Readers of one kind, who come back where they were. */
function followed(kind: string, follow: Follow, reading: Reading) {
  const taken: number[] = []
  const hear = ({ type, time }: ToldEvent) => {
    if (type !== 'consent.withdrawn') return
    taken.push(performance.timeOrigin + performance.now() - Date.parse(String(time)))
  }
  for (let nth = 0; nth < reading.readers; nth++) {
    void readOn(follow, eventReader(originFor(reading, nth)), { reading, hear })
  }
  return {
    count: () => taken.length,
    tell(wanted: number): Followed {
      const { p50, p95, p99 } = summary(taken, 0, 1)
      const longest = Math.max(...taken)
      const lost = wanted - taken.length
      return { kind, readers: reading.readers, events: wanted, lost, p50, p95, p99, longest }
    },
  }
}

interface ReadingOn {
  readonly reading: Reading
  readonly hear: Hear
}

async function readOn(follow: Follow, at: EventReader, { reading, hear }: ReadingOn): Promise<void> {
  const place = { token: reading.token, cursor: reading.cursor }
  while (!reading.over.aborted) await follow(at, place, hear).catch(() => sleep(100))
}

const stream: Follow = async (at, place, hear) => {
  const headers = { accept: 'text/event-stream' }
  const { next } = await listen(at.get(place.token, { cursor: place.cursor }, { headers }))
  for (let sent = await next(); sent; sent = await next()) {
    hear(JSON.parse(sent.data ?? '{}'))
    place.cursor = sent.id ?? place.cursor
  }
}

const poll: Follow = async (at, place, hear) => {
  const { token, cursor } = place
  const { events, next } = await at.read(token, { cursor, limit: '500', wait: '30' })
  for (const event of events) hear(event)
  place.cursor = next
}
