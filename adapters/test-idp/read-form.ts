import type { IncomingMessage } from 'node:http'

const mostBytes = 10_000

/** A form sent as `application/x-www-form-urlencoded`; what is too long is cut off. */
export async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  let body = ''
  for await (const chunk of request) if (body.length < mostBytes) body += chunk
  return new URLSearchParams(body)
}
