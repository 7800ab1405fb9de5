import { Unanswered } from '../issuer/ask.ts'
import { again } from './again.ts'
import { hear } from './consent-event.ts'
import type { Followed, Follower } from './follower.ts'
import { readSecurityEvent } from './security-event.ts'
import { openStreams, type Stream, type Streams } from './streams.ts'

/** How a stream of a process is told from others of its client. */
const description = '@samtykke/resource-server'

/** Milliseconds between two streams that one process takes the place of: were they in use, each would take another's. */
const between = 600_000

/**
 * Polls a stream of Shared Signals (RFC 8936), which is made at the start and removed at the stop. Each process of an API has
 * its own; a client has ten at most, and those that processes have left when they died give way, the oldest first. The client needs the scopes `ssf.read` and `ssf.manage`.
 */
export function poll(): Follower {
  let running: ReturnType<typeof again> | undefined
  let removeStream = async (): Promise<void> => {}
  return {
    // A poll waits for half a minute, and says nothing meanwhile.
    staleAfter: 60,
    start(followed) {
      const streams = openStreams(followed.issuer, followed.now)
      const makeStream = maker(streams, followed)
      let stream: Stream | undefined
      let taken: readonly string[] = []
      removeStream = async () => {
        if (stream) await streams.remove(stream.id)
      }
      running = again({
        onTrouble: followed.onTrouble,
        async work(signal) {
          try {
            stream ??= await makeStream()
            taken = await takeNext({ ...followed, streams, stream, signal }, taken)
          } catch (error) {
            if (error instanceof Unanswered && error.status === 404) {
              followed.standing.lose()
              followed.forgetAnswers()
              await removeStream().catch(() => {})
              stream = undefined
              taken = []
            }
            throw error
          }
        },
      })
    },
    async stop() {
      await running?.stop()
      await removeStream().catch(() => {})
    },
  }
}

function maker(streams: Streams, { standing, now }: Followed): () => Promise<Stream> {
  let lastTaken = Number.NEGATIVE_INFINITY
  const makeRoom = async (full: unknown): Promise<void> => {
    const isFull = full instanceof Unanswered && full.status === 409
    if (!isFull || now() - lastTaken < between) throw full
    const oldest = (await streams.list()).find(one => one.description === description)
    if (!oldest) throw full
    lastTaken = now()
    await streams.remove(oldest.id)
  }
  return async () => {
    const create = () => streams.create({ description })
    const stream = await create().catch(async error => {
      await makeRoom(error)
      return create()
    })
    standing.begin(now())
    return stream
  }
}

interface Taking extends Followed {
  readonly streams: Streams
  readonly stream: Stream
  readonly signal: AbortSignal
}

/** Acknowledges what was taken before, and gives what is to be acknowledged next. */
async function takeNext(
  { issuer, standing, now, streams, stream, signal }: Taking,
  taken: readonly string[],
): Promise<readonly string[]> {
  const at = now()
  const { sets = {}, moreAvailable } = await streams.post(stream.endpoint, { ack: taken }, 200, signal)
  const told = Object.entries(sets as Readonly<Record<string, string>>)
  const keys = await issuer.keys()
  for (const [, token] of told) {
    const { consent, isPause } = await readSecurityEvent(token, issuer, keys)
    if (isPause) throw new Unanswered('The stream was paused', { status: 404 })
    if (consent) hear(consent, standing)
  }
  if (moreAvailable !== true) standing.heardUntil(at)
  return told.map(([jti]) => jti)
}
