import { createHash, X509Certificate } from 'node:crypto'
import { Refusal } from '../refusal.ts'
import type { IncomingRequest } from './incoming.ts'

/** The client's certificate of a request: DER, PEM, or `undefined`. */
export type CertificateOf = (request: IncomingRequest) => Uint8Array | string | undefined

interface TlsSocket {
  readonly getPeerCertificate?: () => { readonly raw?: Uint8Array } | null
}

/** That of the connection itself, where this process ends TLS and asks for certificates. */
export const certificateOfConnection: CertificateOf = ({ socket }) => {
  const { getPeerCertificate } = (socket ?? {}) as TlsSocket
  return getPeerCertificate?.call(socket)?.raw
}

/** Throws a `Refusal` unless the request came with the certificate of this thumbprint (RFC 8705 section 3). */
export function assertCertificate(request: IncomingRequest, thumbprint: string, find: CertificateOf): void {
  const shown = find(request)
  if (shown === undefined || thumbprintOf(shown) !== thumbprint)
    throw new Refusal('invalid_token', 'The token is bound to another certificate')
}

function thumbprintOf(certificate: Uint8Array | string): string | undefined {
  try {
    const { raw } = new X509Certificate(certificate)
    return createHash('sha256').update(raw).digest('base64url')
  } catch {
    return undefined
  }
}
