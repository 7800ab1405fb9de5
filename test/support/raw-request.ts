import { connect } from 'node:net'

export interface RawAnswer {
  /** 0 when the connection ended without an answer. */
  readonly status: number
  readonly headers: Headers
  readonly body: string
  /** Everything that came. */
  readonly text: string
}

/**
 * Sends these bytes and reads until the server ends the connection. Ask it to (`Connection: close`), or it takes
 * `patience` milliseconds.
 */
export const rawRequest = (
  port: number | string,
  bytes: string | Buffer,
  { patience = 5_000 }: { readonly patience?: number } = {},
): Promise<RawAnswer> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(bytes))
    const done = () => {
      socket.destroy()
      resolve(parsed(Buffer.concat(chunks).toString('latin1')))
    }
    socket
      .setTimeout(patience, done)
      .on('data', chunk => chunks.push(chunk))
      .on('close', done)
      .on('error', (error: NodeJS.ErrnoException) => (error.code === 'ECONNREFUSED' ? reject(error) : done()))
  })

/** The lines of a request, its headers and what follows them, as they are written on the wire. */
export const lines = (...written: readonly string[]): string => written.join('\r\n')

function parsed(text: string): RawAnswer {
  const [head = '', ...rest] = text.replace(/^HTTP\/1\.1 1\d\d .*?\r\n\r\n/s, '').split('\r\n\r\n')
  const [first = '', ...fields] = head.split('\r\n')
  const headers = new Headers()
  for (const field of fields)
    headers.append(field.slice(0, field.indexOf(':')), field.slice(field.indexOf(':') + 1).trim())
  return { status: Number(first.split(' ')[1] ?? 0), headers, body: rest.join('\r\n\r\n'), text }
}
