/** What was put to us, with its body as it came. */
export interface Received {
  /** By names in small letters. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: string
}

/** How it is answered. */
export interface Reply {
  readonly status: number
  readonly body?: Readonly<Record<string, string>>
}

/** Takes what is put to it. */
export type Receive = (received: Received) => Promise<Reply>

interface Incoming extends AsyncIterable<unknown> {
  readonly headers: Received['headers']
}

interface Outgoing {
  writeHead(status: number, headers?: Readonly<Record<string, string>>): unknown
  end(body?: string): unknown
}

const mostBytes = 262_144

/** The same, for what comes whole and is not too long, as a handler of `node:http`, and of Express where no parser has read the body before. */
export const nodeReceiver =
  (receive: Receive) =>
  async (request: Incoming, response: Outgoing): Promise<void> => {
    const text = await textOf(request).catch(() => undefined)
    const { status, body } =
      text === undefined ? { status: 413 } : await receive({ headers: request.headers, body: text })
    response.writeHead(status, body && { 'content-type': 'application/json' })
    response.end(body && JSON.stringify(body))
  }

async function textOf(request: Incoming): Promise<string | undefined> {
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of request) {
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : (piece as Uint8Array)
    length += bytes.length
    if (length > mostBytes) return undefined
    pieces.push(bytes)
  }
  return Buffer.concat(pieces).toString('utf8')
}
