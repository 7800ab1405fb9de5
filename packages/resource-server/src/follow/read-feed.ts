import { answering, ask, type Json, objectIn, retryAfterOf, Unanswered } from '../issuer/ask.ts'
import type { OwnToken } from '../issuer/own-token.ts'
import type { Issuer } from '../issuer/issuer.ts'

export interface FeedReader {
  readonly issuer: Issuer
  readonly token: OwnToken
  readonly signal: AbortSignal
}

export interface Page {
  readonly events: readonly Json[]
  /** The place after them. */
  readonly next: string
  /** Whether there may be more right now. */
  readonly more: boolean
}

const limit = '500'

/** What comes after a place, or `end`; waits for it so many seconds. Throws `Unanswered`. */
export async function readPage(reader: FeedReader, cursor: string, seconds: number): Promise<Page> {
  const { url, headers } = await addressed(reader, { cursor, limit, wait: String(seconds) })
  const patience = seconds * 1000 + 10_000
  const answer = await ask(url, { headers, signal: reader.signal, patience })
  const { events, next, more } = objectIn(answer, 200, url)
  if (!Array.isArray(events) || typeof next !== 'string') throw new Unanswered(`${url} gave no events`)
  return { events, next, more: more === true }
}

/** What comes after a place as it happens: Server-Sent Events, in pieces. Throws `Unanswered`. */
export async function streamFeed(reader: FeedReader, cursor: string): Promise<AsyncIterable<string>> {
  const { url, headers } = await addressed(reader, { cursor, limit })
  const response = await answering(url, {
    headers: { ...headers, accept: 'text/event-stream' },
    signal: reader.signal,
    redirect: 'error',
  })
  const { status, body } = response
  if (status === 200 && body) return body.pipeThrough(new TextDecoderStream())
  await body?.cancel()
  throw new Unanswered(`${url} answered ${status}`, { status, retryAfter: retryAfterOf(response) })
}

async function addressed({ issuer, token }: FeedReader, query: Readonly<Record<string, string>>) {
  const endpoint = await issuer.endpoint('events_endpoint')
  return {
    url: `${endpoint}?${new URLSearchParams(query)}`,
    headers: { authorization: `Bearer ${await token.get()}` },
  }
}
