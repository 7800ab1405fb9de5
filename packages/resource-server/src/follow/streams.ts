import { ask, type Json, objectIn, Unanswered } from '../issuer/ask.ts'
import type { Issuer } from '../issuer/issuer.ts'
import { type OwnToken, ownToken } from '../issuer/own-token.ts'
import { assertSafe } from '../issuer/safe-address.ts'
import { wantedEvents } from './security-event.ts'

/** A stream of the Shared Signals Framework. */
export interface Stream {
  readonly id: string
  /** Where it is polled, or where it is pushed to. */
  readonly endpoint: string
  readonly description: string | undefined
}

/** Management of the API's own streams (Shared Signals Framework 1.0 section 8). All of it throws `Unanswered`. */
export interface Streams {
  create(choices: Json): Promise<Stream>
  /** The oldest first. */
  list(): Promise<readonly Stream[]>
  remove(id: string): Promise<void>
  verify(id: string, state: string): Promise<void>
  /** Posts JSON with the API's own token. */
  post(url: string, body: Json, expected: number, signal?: AbortSignal): Promise<Json>
}

export function openStreams(issuer: Issuer, now: () => number): Streams {
  const token = ownToken(issuer, 'ssf.read ssf.manage', now)
  const call = caller(token)
  const endpoint = async (name: string): Promise<string> => {
    const url = `${new URL(issuer.name).origin}/.well-known/ssf-configuration${pathIn(issuer.name)}`
    const address = objectIn(await ask(url, {}), 200, url)[name]
    if (typeof address !== 'string') throw new Unanswered(`${url} has no ${name}`)
    return assertSafe(address)
  }
  return {
    async create(choices) {
      const body = { events_requested: wantedEvents, ...choices }
      return streamIn(await call('POST', await endpoint('configuration_endpoint'), { body, expected: 201 }))
    },
    async list() {
      const found = await call('GET', await endpoint('configuration_endpoint'), { expected: 200 })
      return (found as unknown as readonly Json[]).map(streamIn)
    },
    async remove(id) {
      const url = `${await endpoint('configuration_endpoint')}?${new URLSearchParams({ stream_id: id })}`
      await call('DELETE', url, { expected: 204 })
    },
    async verify(id, state) {
      await call('POST', await endpoint('verification_endpoint'), {
        body: { stream_id: id, state },
        expected: 204,
      })
    },
    post: (url, body, expected, signal) =>
      call('POST', url, { body, expected, patience: 45_000, ...(signal && { signal }) }),
  }
}

const pathIn = (issuer: string): string => {
  const { pathname } = new URL(issuer)
  return pathname === '/' ? '' : pathname
}

const streamIn = ({ stream_id: id, delivery, description }: Json): Stream => ({
  id: String(id),
  endpoint: String((delivery as Json | undefined)?.endpoint_url),
  description: typeof description === 'string' ? description : undefined,
})

interface Call {
  readonly body?: Json
  readonly expected: number
  readonly patience?: number
  readonly signal?: AbortSignal
}

const caller =
  (token: OwnToken) =>
  async (method: string, url: string, { body, expected, ...limits }: Call): Promise<Json> => {
    const headers = {
      authorization: `Bearer ${await token.get()}`,
      ...(body && { 'content-type': 'application/json' }),
    }
    const answer = await ask(url, { method, headers, ...limits, ...(body && { body: JSON.stringify(body) }) })
    if (answer.status === 401) token.drop()
    return answer.status === 204 && expected === 204 ? {} : objectIn(answer, expected, url)
  }
