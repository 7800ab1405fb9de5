import { isRefused } from '../../domain/problem.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Lanes } from '../../ports/lanes.ts'
import type { FeedWatch } from '../../ports/ledger/feeds.ts'
import type { Receiver } from './caller.ts'
import type { EventDocument } from './wire/event-document.ts'

export interface EventPage {
  readonly events: readonly EventDocument[]
  /** The place to go on from. */
  readonly next: number
}

interface Parts {
  readonly clock: Clock
  readonly feedWatch: FeedWatch
  readonly lanes: Pick<Lanes, 'run' | 'isOf'>
  readonly read: (after: number | undefined) => Promise<EventPage>
  /** Given when nobody reads any more. */
  readonly over: AbortSignal
}

/** Shorter than what proxies take for silence. */
const heartbeatMilliseconds = 10_000

/**
 * Server-Sent Events from a place on: as long as the token is good, the server goes on and somebody reads. What meets doubt
 * ends it too, and what was forgotten meanwhile; whoever reads comes back where they were.
 */
export async function* eventStream(...given: Parameters<typeof events>): AsyncGenerator<string> {
  try {
    yield* events(...given)
  } catch (error) {
    if (!isRefused(error, 'storage.unavailable') && !isRefused(error, 'feed-place.forgotten')) throw error
  }
}

async function* events(
  { client, feed, expiresAt, isStillGood }: Receiver,
  after: number | undefined,
  { clock, feedWatch, lanes, read, over }: Parts,
): AsyncGenerator<string> {
  const inLane = <T>(work: () => Promise<T>): Promise<T> =>
    lanes.run('ordinary', () => {
      lanes.isOf(client.id)
      return work()
    })
  let place = after
  yield 'retry: 1000\n\n'
  while (!feedWatch.isEnding && !over.aborted) {
    const left = expiresAt.getTime() - clock.now().getTime()
    if (left <= 0 || !(await inLane(isStillGood))) return
    const { events: fresh, next } = await inLane(() => read(place))
    for (const event of fresh) yield written(event)
    place = next
    if (fresh.length > 0) continue
    // It says that all was told until now: never of what may have happened and was not read yet.
    yield ':\n\n'
    await feedWatch.until(feed, next, { milliseconds: Math.min(left, heartbeatMilliseconds), signal: over })
  }
}

const written = (event: EventDocument): string =>
  `id: ${event.cursor}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`
