import assert from 'node:assert/strict'
import type { WholeApp } from './whole-app.ts'

export interface ToldEvent {
  readonly id: string
  readonly type: string
  readonly cursor: string
  readonly consent_id?: string
  readonly [member: string]: unknown
}

interface Page {
  readonly events: readonly ToldEvent[]
  readonly next: string
  readonly more: boolean
}

export interface Receiver {
  readonly client_id: string
  readonly client_secret: string
  readonly scope: string
}

/** The demo's clients that hear of events. */
export async function receiversOf(app: Pick<WholeApp, 'demoJson'>) {
  const { receiver, apiReceiver } = (await app.demoJson()).events as Record<string, Receiver>
  return { receiver: receiver!, apiReceiver: apiReceiver! }
}

export type EventReader = ReturnType<typeof eventReader>

/** Follows events as a client outside does. */
export function eventReader(publicUrl: string) {
  const asClient = ({ client_id, client_secret }: Receiver) => ({
    authorization: `Basic ${Buffer.from(`${client_id}:${client_secret}`).toString('base64')}`,
  })
  const post = (path: string, receiver: Receiver, form: Readonly<Record<string, string>>) =>
    fetch(`${publicUrl}${path}`, {
      method: 'POST',
      headers: asClient(receiver),
      body: new URLSearchParams(form),
    })

  const get = (token: string, query: Readonly<Record<string, string>> = {}, more: RequestInit = {}) =>
    fetch(`${publicUrl}/events?${new URLSearchParams(query)}`, {
      ...more,
      headers: { authorization: `Bearer ${token}`, ...(more.headers as Record<string, string>) },
    })

  const read = async (token: string, query: Readonly<Record<string, string>> = {}): Promise<Page> => {
    const answer = await get(token, query)
    assert.equal(answer.status, 200)
    assert.equal(answer.headers.get('cache-control'), 'no-store')
    return (await answer.json()) as Page
  }

  const until = async (token: string, cursor: string, type: string): Promise<readonly ToldEvent[]> => {
    const { events, next } = await read(token, { cursor, wait: '20' })
    assert.ok(events.length > 0, `no ${type} came`)
    return events.some(one => one.type === type) ? events : [...events, ...(await until(token, next, type))]
  }

  const lastOf = async (token: string, cursor = '0'): Promise<string> => {
    const { next, more } = await read(token, { cursor, limit: '500' })
    return more ? lastOf(token, next) : next
  }

  return {
    get,
    read,
    /** Everything from a place on to the first of this type. */
    until,
    lastOf,
    async tokenOf(receiver: Receiver): Promise<string> {
      const { scope } = receiver
      const answer = await post('/token', receiver, { grant_type: 'client_credentials', scope })
      const { access_token, expires_in } = (await answer.json()) as Record<string, unknown>
      assert.equal(expires_in, 3600)
      return String(access_token)
    },
    async revoke(receiver: Receiver, token: string): Promise<void> {
      assert.equal((await post('/revoke', receiver, { token })).status, 200)
    },
  }
}

interface Sent {
  readonly id?: string
  readonly event?: string
  readonly data?: string
}

/** Server-Sent Events, one by one; `undefined` when they have ended. */
export async function listen(answering: Promise<Response>) {
  const answer = await answering
  assert.equal(answer.status, 200)
  assert.match(answer.headers.get('content-type') ?? '', /^text\/event-stream/)
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  const next = async (): Promise<Sent | undefined> => {
    const end = text.indexOf('\n\n')
    if (end === -1) {
      const { value, done } = await reader.read()
      if (done) return undefined
      text += value
      return next()
    }
    const block = text.slice(0, end)
    text = text.slice(end + 2)
    const sent = Object.fromEntries(block.split('\n').map(line => line.split(/: ?(.*)/s, 2))) as Sent
    return sent.data === undefined ? next() : sent
  }
  return { next, close: () => reader.cancel() }
}
