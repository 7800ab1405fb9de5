import assert from 'node:assert/strict'

type Json = Readonly<Record<string, unknown>>

export interface Stream {
  readonly stream_id: string
  readonly delivery: { readonly endpoint_url: string; readonly [member: string]: unknown }
  readonly [member: string]: unknown
}

export type SsfClient = ReturnType<typeof ssfClient>

/** Speaks the stream management API of a transmitter. */
export function ssfClient(publicUrl: string, token: string) {
  const call = (method: string, path: string, body?: unknown) =>
    fetch(path.startsWith('http') ? path : `${publicUrl}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })

  const expect = async (status: number, answering: Promise<Response>): Promise<Json> => {
    const answer = await answering
    const text = await answer.text()
    assert.equal(answer.status, status, text)
    assert.equal(answer.headers.get('cache-control'), 'no-store')
    return text === '' ? {} : JSON.parse(text)
  }

  return {
    call,
    create: async (choices: Json = {}) => (await expect(201, call('POST', '/ssf/stream', choices))) as Stream,
    read: async (id: string) => (await expect(200, call('GET', `/ssf/stream?stream_id=${id}`))) as Stream,
    list: async () => (await expect(200, call('GET', '/ssf/stream'))) as unknown as readonly Stream[],
    update: async (change: Json) => (await expect(200, call('PATCH', '/ssf/stream', change))) as Stream,
    replace: async (change: Json) => (await expect(200, call('PUT', '/ssf/stream', change))) as Stream,
    remove: (id: string) => expect(204, call('DELETE', `/ssf/stream?stream_id=${id}`)),
    status: (id: string) => expect(200, call('GET', `/ssf/status?stream_id=${id}`)),
    setStatus: (id: string, status: string, reason?: string) =>
      expect(200, call('POST', '/ssf/status', { stream_id: id, status, ...(reason && { reason }) })),
    verify: (id: string, state?: string) =>
      expect(204, call('POST', '/ssf/verify', { stream_id: id, ...(state && { state }) })),
    addSubject: (id: string, subject: Json) =>
      expect(200, call('POST', '/ssf/subjects:add', { stream_id: id, subject })),
    removeSubject: (id: string, subject: Json) =>
      expect(204, call('POST', '/ssf/subjects:remove', { stream_id: id, subject })),
    async poll({ delivery }: Stream, body: Json = {}) {
      const asked = { returnImmediately: true, ...body }
      const { sets, moreAvailable } = await expect(200, call('POST', delivery.endpoint_url, asked))
      return { sets: sets as Readonly<Record<string, string>>, moreAvailable }
    },
    async removeAll() {
      for (const { stream_id } of await this.list()) await this.remove(stream_id)
    },
  }
}

/** A stream that is pushed to. */
export const pushedTo = (endpoint_url: string, more: Json = {}, authorization_header?: string): Json => ({
  delivery: {
    method: 'urn:ietf:rfc:8935',
    endpoint_url,
    ...(authorization_header !== undefined && { authorization_header }),
  },
  ...more,
})
