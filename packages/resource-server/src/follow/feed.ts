import { type Json, Unanswered } from '../issuer/ask.ts'
import { ownToken } from '../issuer/own-token.ts'
import { again } from './again.ts'
import { type ConsentEvent, hear } from './consent-event.ts'
import type { Followed, Follower } from './follower.ts'
import { type FeedReader, readPage, streamFeed } from './read-feed.ts'
import { sentEvents } from './sent-events.ts'

export interface FeedOptions {
  /** Asks again and again in place of one long answer, for networks that hold such answers back. */
  readonly longPoll?: boolean
}

/** Seconds that one question waits. */
const longestWait = 5

/** Milliseconds. The feed gives a sign of life every ten seconds. */
const longestSilence = 20_000

/**
 * Follows `GET /events`, as Server-Sent Events unless it is told otherwise. Each process of an API may have one. The client
 * needs the scope `ssf.read`.
 */
export function feed({ longPoll = false }: FeedOptions = {}): Follower {
  let running: ReturnType<typeof again> | undefined
  return {
    staleAfter: 30,
    start(followed) {
      const token = ownToken(followed.issuer, 'ssf.read', followed.now)
      let cursor: string | undefined
      const follow = async (signal: AbortSignal) => {
        const reading = { ...followed, token, signal }
        cursor ??= await beginAtEnd(reading)
        const places = longPoll ? readOn(reading, cursor, longestWait) : readThenListen(reading, cursor)
        for await (const place of places) cursor = place
      }
      const work = (signal: AbortSignal) =>
        follow(signal).catch(error => {
          const status = error instanceof Unanswered ? error.status : undefined
          if (status === 401) token.drop()
          if (status === 410) cursor = loseTrack(followed)
          throw error
        })
      running = again({ work, onTrouble: followed.onTrouble })
    },
    stop: async () => running?.stop(),
  }
}

interface Reading extends Followed, FeedReader {}

/** What has happened so far is not read: tokens from before are asked about instead. */
async function beginAtEnd(reading: Reading): Promise<string> {
  const at = reading.now()
  const { next } = await readPage(reading, 'end', 0)
  reading.standing.begin(at)
  return next
}

function loseTrack({ standing, forgetAnswers }: Followed): undefined {
  standing.lose()
  forgetAnswers()
}

/** Page by page, giving the place after each. Without waiting it ends with the last one. */
async function* readOn(reading: Reading, from: string, seconds: number): AsyncGenerator<string> {
  for (let cursor = from; ; ) {
    const at = reading.now()
    const { events, next, more } = await readPage(reading, cursor, seconds)
    for (const event of events) hear(eventIn(event), reading.standing)
    if (!more) reading.standing.heardUntil(at)
    yield next
    if (!more && seconds === 0) return
    cursor = next
  }
}

/** First what was missed, so that it is known to be all; then each as it happens. */
async function* readThenListen(reading: Reading, from: string): AsyncGenerator<string> {
  let cursor = from
  for await (const place of readOn(reading, from, 0)) {
    cursor = place
    yield place
  }
  const silence = new AbortController()
  const timer = setTimeout(() => silence.abort(), longestSilence)
  try {
    const signal = AbortSignal.any([reading.signal, silence.signal])
    for await (const sent of sentEvents(await streamFeed({ ...reading, signal }, cursor))) {
      timer.refresh()
      if (sent === 'alive') reading.standing.heardUntil(reading.now())
      else yield listenedTo(sent, reading)
    }
  } finally {
    clearTimeout(timer)
  }
}

function listenedTo({ id, data }: { readonly id: string; readonly data: string }, { standing }: Reading) {
  const event = JSON.parse(data) as Json
  hear(eventIn(event), standing)
  standing.heardUntil(Date.parse(String(event.time)))
  return id
}

const eventIn = ({ type, consent_id: consent }: Json): ConsentEvent => ({
  type: String(type).replace(/^consent\./, ''),
  consentId: typeof consent === 'string' ? consent : undefined,
})
