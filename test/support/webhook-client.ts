import assert from 'node:assert/strict'

type Json = Readonly<Record<string, unknown>>

export interface WebhookMade {
  readonly id: string
  readonly secret: string
  readonly status: string
  readonly cursor: string
  readonly [member: string]: unknown
}

export type WebhookClient = ReturnType<typeof webhookClient>

/** Manages webhooks as a client outside does. */
export function webhookClient(publicUrl: string, token: string) {
  const call = (method: string, path: string, body?: unknown) =>
    fetch(`${publicUrl}/webhooks${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  const expect = async (status: number, answering: Promise<Response>): Promise<Json> => {
    const answer = await answering
    const text = await answer.text()
    assert.equal(answer.status, status, text)
    assert.equal(answer.headers.get('cache-control'), 'no-store')
    return text === '' ? {} : JSON.parse(text)
  }
  const list = async () => (await expect(200, call('GET', ''))).webhooks as readonly WebhookMade[]
  const remove = (id: string) => expect(204, call('DELETE', `/${id}`))
  return {
    call,
    list,
    remove,
    create: async (choices: Json) => (await expect(201, call('POST', '', choices))) as WebhookMade,
    find: async (id: string) => (await list()).find(one => one.id === id)!,
    rotate: async (id: string) => String((await expect(200, call('POST', `/${id}/secret`))).secret),
    replay: (id: string, from: Json = {}) => expect(200, call('POST', `/${id}/replay`, from)),
    async removeAll(url: string) {
      for (const one of await list()) if (one.url === url) await remove(one.id)
    },
  }
}
