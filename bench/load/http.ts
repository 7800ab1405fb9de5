import http from 'node:http'

export interface Answer {
  readonly status: number
  readonly location: string | undefined
  readonly setCookie: readonly string[]
  readonly body: string
}

interface Sending {
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

/** One request over a kept-alive connection of the agent; redirects are left to the caller. */
export function send(agent: http.Agent, url: URL, { method, headers, body }: Sending): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
    const request = http.request(url, { agent, method, headers: { ...headers, ...length } }, response => {
      const chunks: Buffer[] = []
      response.on('data', chunk => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          location: response.headers.location,
          setCookie: response.headers['set-cookie'] ?? [],
          body: Buffer.concat(chunks).toString(),
        }),
      )
    })
    request.setTimeout(10_000, () => request.destroy(new Error(`No answer from ${url.pathname} in 10 s`)))
    request.on('error', reject)
    request.end(body)
  })
}
