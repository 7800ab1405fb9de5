import { hash, X509Certificate } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { TLSSocket } from 'node:tls'
import { Problem } from '../domain/problem.ts'
import { trustedPeer } from './client-address.ts'

interface Settings {
  readonly trusted: number | readonly string[]
  /** The header that a trusted proxy names the certificate in. */
  readonly header: string
}

/**
 * The certificate that the client showed as it connected: to us, or to a proxy that is trusted. A header is believed from no
 * other peer. Throws `request.malformed` for a header that is there twice, or holds no certificate.
 */
export function clientCertificate({
  trusted,
  header,
}: Settings): (request: IncomingMessage) => X509Certificate | undefined {
  const isTrusted = trustedPeer(trusted)
  return request =>
    isTrusted(request.socket.remoteAddress ?? '') ? namedIn(request, header) : shownTo(request)
}

const shownTo = ({ socket }: IncomingMessage): X509Certificate | undefined =>
  socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined

function namedIn({ rawHeaders }: IncomingMessage, header: string): X509Certificate | undefined {
  const [value, ...more] = rawHeaders.filter(
    (_, index) => index % 2 === 1 && rawHeaders[index - 1]!.toLowerCase() === header.toLowerCase(),
  )
  if (more.length > 0) throw malformed('A certificate is named twice')
  if (!value) return undefined
  try {
    return new X509Certificate(toBytes(value))
  } catch (cause) {
    throw malformed('The proxy names something that is no certificate', cause)
  }
}

const onePem = /^-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----\s*$/

/** RFC 9440 section 2.1; else PEM, encoded as in a URL, or the bare base64 of the DER. */
function toBytes(value: string): Buffer | string {
  const [, , bytes] = /^(:?)([A-Za-z0-9+/]+=*)\1$/.exec(value) ?? []
  if (bytes !== undefined) return Buffer.from(bytes, 'base64')
  const [pem] = onePem.exec(decodeURIComponent(value)) ?? []
  if (pem === undefined) throw new Error('It is in none of the three forms')
  return pem
}

/** By which tokens name the certificate that they are bound to (RFC 8705 section 3.1). */
export const thumbprintOf = (certificate: X509Certificate | undefined): string | undefined =>
  certificate && hash('sha256', certificate.raw, 'base64url')

const malformed = (detail: string, cause?: unknown): Problem =>
  new Problem('request.malformed', detail, { cause })
