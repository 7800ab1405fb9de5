import type { JWTVerifyGetKey } from 'jose'
import type { Issuer } from '../issuer/issuer.ts'
import { signedBy } from '../tokens/verify-jwt.ts'
import type { ConsentEvent } from './consent-event.ts'

/** One Security Event Token (RFC 8417), verified. */
export interface SecurityEvent {
  /** `undefined` for what is no event of a consent. */
  readonly consent: ConsentEvent | undefined
  /** Milliseconds since 1970; of the event, where it says so, else of the token. */
  readonly at: number
  /** What was asked for with a verification. */
  readonly state: string | undefined
  /** Whether it says that the stream tells no more for now. */
  readonly isPause: boolean
}

const ofConsent = 'urn:samtykke:event:consent/'
const ofStream = 'https://schemas.openid.net/secevent/ssf/event-type/'

/** Throws `Unanswered` when the keys cannot be had, and another error for a token that is not for this client. */
export async function readSecurityEvent(
  token: string,
  { name, client }: Pick<Issuer, 'name' | 'client'>,
  keys: JWTVerifyGetKey,
): Promise<SecurityEvent> {
  const { payload } = await signedBy(keys, token, {
    algorithms: ['RS256'],
    typ: 'secevent+jwt',
    issuer: name,
    audience: client?.id ?? '',
    requiredClaims: ['iat', 'jti', 'events'],
  })
  const [[uri, content] = ['', {}]] = Object.entries(payload.events as Readonly<Record<string, Content>>)
  const { consent_id: consentId, event_timestamp: seconds = payload.iat ?? 0, state } = content
  return {
    consent: uri.startsWith(ofConsent) ? { type: uri.slice(ofConsent.length), consentId } : undefined,
    at: seconds * 1000,
    state: uri === `${ofStream}verification` ? state : undefined,
    isPause: uri === `${ofStream}stream-updated` && content.status !== 'enabled',
  }
}

interface Content {
  readonly consent_id?: string
  readonly event_timestamp?: number
  readonly state?: string
  readonly status?: string
}

/** What a stream is asked to tell of. */
export const wantedEvents: readonly string[] = ['withdrawn', 'ended', 'expired', 'changed'].map(
  type => ofConsent + type,
)
