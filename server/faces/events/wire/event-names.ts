import { type SignalType, signalTypes } from '../../../domain/signals/consent-signal.ts'

/** The same in every installation. */
export const consentEvent = (type: SignalType): string => `urn:samtykke:event:consent/${type}`

const shared = 'https://schemas.openid.net/secevent'

export const sessionRevoked = `${shared}/caep/event-type/session-revoked`
export const tokenClaimsChange = `${shared}/caep/event-type/token-claims-change`
export const verification = `${shared}/ssf/event-type/verification`
export const streamUpdated = `${shared}/ssf/event-type/stream-updated`

/** What a stream tells of when its receiver does not say. */
const usual: readonly string[] = signalTypes.map(consentEvent)

export const supportedEvents: readonly string[] = [...usual, sessionRevoked, tokenClaimsChange]

/** What a stream tells of; what it asks for besides, nobody tells. */
export const deliveredEvents = (requested: readonly string[] = usual): readonly string[] =>
  supportedEvents.filter(one => requested.includes(one))
