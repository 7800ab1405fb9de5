import { isUuid } from '../../../domain/ids.ts'
import type { ConsentSignal } from '../../../domain/signals/consent-signal.ts'

/** Of a consent, or of the request as long as there is none (RFC 9493 section 3.2.7). */
export const consentSubject = ({ grantId, requestId }: Pick<ConsentSignal, 'grantId' | 'requestId'>) => ({
  format: 'uri' as const,
  uri: `urn:uuid:${grantId ?? requestId}`,
})

/** Of who gave it, as ID tokens of the issuer name her (RFC 9493 section 3.2.4). */
export const giverSubject = (iss: string, sub: string) => ({ format: 'iss_sub' as const, iss, sub })

/** Of the stream itself (RFC 9493 section 3.2.5). */
export const streamSubject = (id: string) => ({ format: 'opaque' as const, id })

type Subject = Readonly<Record<string, unknown>>

const consentUri = /^urn:uuid:(.{36})$/

/**
 * By which a stream leaves a subject out; `undefined` for one that nothing is ever told of, such as an e-mail address, of which
 * nothing is kept.
 */
export function subjectKey({ format, iss, ...subject }: Subject, issuer: string): string | undefined {
  const [uri, sub] = [String(subject.uri), String(subject.sub)]
  if (format === 'uri') return isUuid(consentUri.exec(uri)?.[1] ?? '') ? `uri ${uri}` : undefined
  if (format === 'iss_sub') return iss === issuer && isUuid(sub) ? `iss_sub ${sub}` : undefined
  return undefined
}
