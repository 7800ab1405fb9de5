import assert from 'node:assert/strict'
import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http'
import { Webhook } from 'standardwebhooks'
import { closed, listening } from './signal-receiver.ts'

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
  const script: RequestListener[] = []
  let otherwise: RequestListener | undefined
  let asked = 0
  const server = createServer(async (request, response) => {
    asked++
    const other = script.shift() ?? otherwise
    if (other) return other(request, response)
    let text = ''
    for await (const chunk of request) text += chunk
    assert.equal(request.headers['content-type'], 'application/json')
    heard.push({
      id: String(request.headers['webhook-id']),
      body: JSON.parse(text),
      text,
      headers: request.headers,
    })
    response.writeHead(204).end()
  })
  server.unref()
  const port = await listening(server)
  return {
    url: `http://127.0.0.1:${port}/hook`,
    /** What was taken, in the order in which it came. */
    heard,
    asked: () => asked,
    /** Answers so, once each, before it takes again. */
    answerOnce: (...others: readonly RequestListener[]) => void script.push(...others),
    /** Answers so from now on; takes again without. */
    answer(other?: RequestListener) {
      otherwise = other
    },
    close: () => closed(server),
  }
}
