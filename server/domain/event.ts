import type { AuthorizationGrant } from './grants/authorization-grant.ts'
import type { ConsentRequestId, EventId, GrantId, PartyId } from './ids.ts'
import type { ConsentRequest } from './requests/consent-request.ts'

export type EventType =
  | 'requested'
  | 'accepted'
  | 'rejected'
  | 'withdrawn'
  | 'used'
  | 'exhausted'
  | 'revoked'
  | 'expired'
  | 'changed'
  | 'deletion-requested'
  | 'deletion-refused'
  | 'deletion-done'

/** An immutable fact. Facts about one asker are numbered without gaps in the order they were committed. */
export interface ConsentEvent {
  readonly id: EventId
  readonly type: EventType
  /** Whose feed it is in: the asker's. */
  readonly stream: PartyId
  readonly requestId: ConsentRequestId | undefined
  readonly grantId: GrantId | undefined
  readonly by: PartyId | undefined
  readonly at: Date
}

/** An event as it is in the feed. `hash` covers the event, what it attests and `previousHash` (SHA-256, hex). */
export interface NumberedEvent extends ConsentEvent {
  readonly sequence: number
  /** Of what the event attests; `undefined` for an event of the older form, which attests itself alone. */
  readonly contentHash: string | undefined
  readonly previousHash: string
  readonly hash: string
}

interface Moment {
  readonly id: EventId
  readonly by: PartyId | undefined
  readonly at: Date
}

/** A fact about a request (and the grant it gave, if it did), for its asker's feed. */
export const requestEvent = (type: EventType, request: ConsentRequest, moment: Moment): ConsentEvent => ({
  ...moment,
  type,
  stream: request.requestedBy,
  requestId: request.id,
  grantId: request.state.name === 'accepted' ? request.state.grantId : undefined,
})

/** A fact about a grant, for the feed of the one it was given to. */
export const grantEvent = (type: EventType, grant: AuthorizationGrant, moment: Moment): ConsentEvent => ({
  ...moment,
  type,
  stream: grant.grantedTo,
  requestId: grant.requestId,
  grantId: grant.id,
})
