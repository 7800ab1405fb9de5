interface Calling {
  readonly method?: string
  readonly token?: string | undefined
  readonly json?: unknown
  /** In place of JSON, as it is. */
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
}

export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: tests read what they expect
  readonly json: any
}

/** One request of a program with a bearer token; a body that is empty or no JSON reads as `{}`. */
export async function bearerCall(
  url: string,
  { method = 'GET', token, json, body, headers }: Calling = {},
): Promise<Reply> {
  const content = json === undefined ? body : JSON.stringify(json)
  const response = await fetch(url, {
    method,
    redirect: 'manual',
    signal: AbortSignal.timeout(60_000),
    headers: {
      ...(content !== undefined && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(content !== undefined && { body: content }),
  })
  const text = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: isLines(response) ? {} : asJson(text),
  }
}

const isLines = ({ headers }: Response): boolean => headers.get('content-type') === 'application/x-ndjson'

const asJson = (text: string): unknown => (/^[[{\d]/.test(text) ? JSON.parse(text) : {})
