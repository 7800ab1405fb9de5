import { type IncomingHttpHeaders, request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'

interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** One request on a connection of its own. Redirects are not followed. */
const send = ({ method, url, headers, body }: Call): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const request = url.startsWith('https:') ? httpsRequest : httpRequest
    const all = { 'accept-encoding': 'identity', ...headers, connection: 'close' }
    const sent = request(url, { method, headers: all, agent: false }, async response => {
      const chunks: Buffer[] = []
      for await (const chunk of response) chunks.push(chunk)
      const text = Buffer.concat(chunks).toString('utf8')
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text })
    })
    sent.on('error', reject)
    sent.end(body)
  })

/** The JSON of a good answer. Anything else is printed, and the program ends with status 1. */
export async function call(wanted: Call): Promise<Record<string, unknown>> {
  const { status, body } = await send(wanted)
  if (status >= 200 && status < 300) return JSON.parse(body)
  console.error(`${wanted.method} ${wanted.url} was answered with ${status}: ${body}`)
  process.exit(1)
}

export interface Client {
  readonly id: string
  readonly secret: string
}

/** An access token by client credentials. */
export async function fetchToken(
  url: string,
  { id, secret }: Client,
  form: { scope: string; audience: string },
): Promise<string> {
  const fields = { scope: form.scope, grant_type: 'client_credentials', audience: form.audience }
  const body = new URLSearchParams(fields).toString()
  const answer = await call({
    method: 'POST',
    url,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': String(body.length),
      authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
    },
    body,
  })
  return String(answer.access_token)
}

/** What every call of the APIs carries, also those without a body. */
export const apiHeaders = (token: string) => ({
  'content-type': 'application/json',
  authorization: `Bearer ${token}`,
})

/** An environment variable that must be set. */
export function setting(name: string): string {
  const value = process.env[name]
  if (value) return value
  console.error(`Set ${name}`)
  return process.exit(1)
}
