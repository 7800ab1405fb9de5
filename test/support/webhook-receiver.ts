import assert from 'node:assert/strict'
import type { IncomingHttpHeaders } from 'node:http'
import { Webhook } from 'standardwebhooks'
import { scriptedReceiver } from './scripted-receiver.ts'

export interface Heard {
  readonly id: string
  readonly body: {
    readonly type: string
    readonly timestamp: string
    readonly data: Readonly<Record<string, unknown>>
  }
  readonly text: string
  readonly headers: IncomingHttpHeaders
}

export type WebhookReceiver = Awaited<ReturnType<typeof startWebhookReceiver>>

/** Checks a message by Standard Webhooks' own library, as of now. Throws for one that is not signed by the secret. */
export const checkedBy = (secret: string, { text, headers }: Pick<Heard, 'text' | 'headers'>): unknown =>
  new Webhook(secret).verify(text, headers as Record<string, string>)

/** Hears what is put to it, or answers otherwise. */
export async function startWebhookReceiver() {
  const heard: Heard[] = []
  const receiver = await scriptedReceiver('/hook', async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    assert.equal(request.headers['content-type'], 'application/json')
    const id = String(request.headers['webhook-id'])
    heard.push({ id, body: JSON.parse(text), text, headers: request.headers })
    response.writeHead(204).end()
  })
  /** `heard`: what was taken, in the order in which it came. */
  return { ...receiver, heard }
}
