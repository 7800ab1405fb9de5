import { randomBytes, timingSafeEqual } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { errors } from 'jose'
import { Unanswered } from '../issuer/ask.ts'
import { again } from './again.ts'
import { hear } from './consent-event.ts'
import type { Followed, Follower } from './follower.ts'
import { nodeReceiver, type Receive, type Reply } from './received.ts'
import { readSecurityEvent } from './security-event.ts'
import { openStreams, type Streams } from './streams.ts'

export interface PushOptions {
  /** Where samtykke puts what happened: an address of this process alone, which `handler` or `receive` serves. */
  readonly endpoint: string
}

export interface PushFollower extends Follower {
  readonly receive: Receive
  readonly handler: ReturnType<typeof nodeReceiver>
}

/** No more often than every ten seconds is it answered. */
const milliseconds = 15_000

/**
 * Is told by a stream of Shared Signals (RFC 8935), which is made at the start and removed at the stop. It asks for
 * verifications, so that silence is told from having nothing to say. The client needs the scopes `ssf.read` and `ssf.manage`.
 */
export function push({ endpoint }: PushOptions): PushFollower {
  const secret = `Bearer ${randomBytes(32).toString('base64url')}`
  /** What was asked to come back, and when. */
  const asked = new Map<string, number>()
  let given: Followed | undefined
  let running: ReturnType<typeof again> | undefined
  let removeStream = async (): Promise<void> => {}

  const receive: Receive = async ({ headers, body }) => {
    if (!given) return { status: 503 }
    if (!isSame(headers.authorization, secret)) return { status: 401 }
    return take(body, given, asked)
  }
  return {
    staleAfter: 45,
    receive,
    handler: nodeReceiver(receive),
    start(followed) {
      given = followed
      const streams = openStreams(followed.issuer, followed.now)
      let stream: string | undefined
      removeStream = async () => {
        if (stream !== undefined) await streams.remove(stream)
      }
      running = again({
        onTrouble: followed.onTrouble,
        async work(signal) {
          try {
            stream ??= await makeStream(streams, { endpoint, secret }, followed)
            await askForSign(streams, stream, { asked, now: followed.now })
          } catch (error) {
            if (error instanceof Unanswered && error.status === 404) stream = undefined
            throw error
          }
          await sleep(milliseconds, undefined, { signal })
        },
      })
    },
    async stop() {
      await running?.stop()
      await removeStream().catch(() => {})
    },
  }
}

interface Target {
  readonly endpoint: string
  readonly secret: string
}

/** In place of what a process that died has left. */
async function makeStream(
  streams: Streams,
  { endpoint, secret }: Target,
  { standing, forgetAnswers, now }: Followed,
): Promise<string> {
  standing.lose()
  forgetAnswers()
  for (const old of await streams.list()) if (old.endpoint === endpoint) await streams.remove(old.id)
  const delivery = {
    method: 'urn:ietf:rfc:8935',
    endpoint_url: endpoint,
    authorization_header: secret,
  }
  const { id } = await streams.create({ delivery })
  standing.begin(now())
  return id
}

interface Asked {
  readonly asked: Map<string, number>
  readonly now: () => number
}

async function askForSign(streams: Streams, stream: string, { asked, now }: Asked): Promise<void> {
  const [oldest] = asked.keys()
  if (asked.size > 10 && oldest !== undefined) asked.delete(oldest)
  const state = randomBytes(12).toString('base64url')
  asked.set(state, now())
  await streams.verify(stream, state)
}

/** RFC 8935 sections 2.2 to 2.4. What cannot be judged now comes again. */
async function take(
  token: string,
  { issuer, standing, onTrouble }: Followed,
  asked: Map<string, number>,
): Promise<Reply> {
  try {
    const { consent, at, state = '' } = await readSecurityEvent(token, issuer, await issuer.keys())
    if (consent) {
      hear(consent, standing)
      standing.heardUntil(at)
    }
    standing.heardUntil(asked.get(state) ?? Number.NEGATIVE_INFINITY)
    asked.delete(state)
    return { status: 202 }
  } catch (error) {
    onTrouble(error)
    if (error instanceof Unanswered || isOfNewKey(error)) return { status: 503 }
    return { status: 400, body: { err: 'invalid_request', description: 'The token cannot be verified' } }
  }
}

/** Keys are not fetched anew for each one that is not known, so soon it may be. */
const isOfNewKey = (error: unknown): boolean => error instanceof errors.JWKSNoMatchingKey

function isSame(shown: string | readonly string[] | undefined, wanted: string): boolean {
  const [one, other] = [Buffer.from(String(shown)), Buffer.from(wanted)]
  return one.length === other.length && timingSafeEqual(one, other)
}
