import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export interface ReceivedMail {
  readonly to: readonly string[]
  readonly headers: string
  readonly text: string
}

/** A real mail server on this machine that keeps what it is sent, and fails when it is told to. */
export async function startMailServer() {
  const received: ReceivedMail[] = []
  let failing: number | undefined
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', chunk => chunks.push(chunk))
      stream.on('end', () => {
        if (failing) return done(Object.assign(new Error('Not now'), { responseCode: failing }))
        received.push(toMail(Buffer.concat(chunks).toString(), session.envelope.rcptTo))
        done()
      })
    },
  })
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    /** Answers every mail with this code from now on; takes them again without one. */
    fail(code?: number) {
      failing = code
    },
    close: () => new Promise<void>(closed => server.close(() => closed())),
  }
}

function toMail(message: string, to: readonly { readonly address: string }[]): ReceivedMail {
  const end = message.indexOf('\r\n\r\n')
  const [headers, body] = [message.slice(0, end), message.slice(end + 4)]
  return { to: to.map(({ address }) => address), headers, text: decode(headers, body) }
}

function decode(headers: string, body: string): string {
  if (/^content-transfer-encoding: base64/im.test(headers)) return Buffer.from(body, 'base64').toString()
  if (!/^content-transfer-encoding: quoted-printable/im.test(headers)) return body
  const joined = body.replace(/=\r?\n/g, '')
  const bytes = joined.replace(/=([0-9A-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  return Buffer.from(bytes, 'latin1').toString()
}
