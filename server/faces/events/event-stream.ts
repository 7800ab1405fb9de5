import type { Clock } from '../../ports/clock.ts'
import type { Lanes } from '../../ports/lanes.ts'
import type { FeedWatch } from '../../ports/ledger/feeds.ts'
import type { Receiver } from './caller.ts'
import type { EventDocument } from './wire/event-document.ts'

interface Parts {
  readonly clock: Clock
  readonly feedWatch: FeedWatch
  readonly lanes: Pick<Lanes, 'run' | 'isOf'>
  readonly read: (after: number) => Promise<readonly EventDocument[]>
}

/** Shorter than what proxies take for silence. */
const heartbeatMilliseconds = 10_000

/**
 * Server-Sent Events from a place on: as long as the token is good, the server goes on and somebody reads. What meets doubt
 * ends it too; whoever reads comes back where they were.
 */
export async function* eventStream(
  { client, feed, expiresAt, isStillGood }: Receiver,
  after: number,
  { clock, feedWatch, lanes, read }: Parts,
): AsyncGenerator<string> {
  const inLane = <T>(work: () => Promise<T>): Promise<T> =>
    lanes.run('ordinary', () => {
      lanes.isOf(client.id)
      return work()
    })
  let place = after
  yield 'retry: 1000\n\n'
  while (!feedWatch.isEnding) {
    const left = expiresAt.getTime() - clock.now().getTime()
    if (left <= 0 || !(await inLane(isStillGood))) return
    const events = await inLane(() => read(place))
    for (const event of events) yield written(event)
    place = Number(events.at(-1)?.cursor ?? place)
    if (events.length > 0) continue
    await feedWatch.until(feed, place, { milliseconds: Math.min(left, heartbeatMilliseconds) })
    yield ':\n\n'
  }
}

const written = (event: EventDocument): string =>
  `id: ${event.cursor}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`
