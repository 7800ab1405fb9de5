import type { ConsentEvent, EventType } from '../event.ts'
import type { RevokeReason } from '../grants/authorization-grant.ts'
import type { Validity } from '../grants/validity.ts'
import type { ConsentRequestId, EventId, GrantId, PartyId } from '../ids.ts'
import type { Scope } from '../registry/scope.ts'
import type { FeedOf } from './feed.ts'

/** What is told outside of consents (standards.md section 4.5), in the words of those who receive it. */
export const signalTypes = [
  'requested',
  'given',
  'declined',
  'cancelled',
  'withdrawn',
  'used',
  'ended',
  'expired',
  'changed',
  'deletion-requested',
  'deletion-refused',
  'deletion-done',
] as const

export type SignalType = (typeof signalTypes)[number]

export type SignalReason = 'person' | 'representative' | 'client' | 'operator' | 'used-up' | 'replaced'

/** An event with what its request or grant says of it. */
export interface FeedEvent extends ConsentEvent {
  /** Of the asker's events. */
  readonly sequence: number
  readonly purpose: { readonly id: string; readonly version: number }
  readonly handledBy: PartyId | undefined
  /** Of the grant as it was from the event on; without one there is none. */
  readonly validity: Validity | undefined
  readonly scopes: readonly Scope[]
  readonly details: readonly GivenDetail[]
  /** Of a change: the APIs that the grant was for until then. */
  readonly apisBefore: readonly string[]
  readonly revoked: { readonly by: RevokeReason; readonly byPerson: boolean } | undefined
  readonly giver: Giver | undefined
  /** Of a use, where it says so. */
  readonly onBehalfOf: PartyId | undefined
  /** Of a wish for deletion: until when it is to be answered. */
  readonly answerBy: Date | undefined
}

/** The type of something that was given in the words of its type, and an API that it is for. */
export interface GivenDetail {
  readonly type: string
  readonly audience: string
}

/** Who gave a consent, and at which face, whose tokens may name her. */
export interface Giver {
  readonly face: string
  readonly party: PartyId
}

/** One thing that happened to a consent, for whoever may know of it. */
export interface ConsentSignal {
  readonly id: EventId
  readonly type: SignalType
  readonly at: Date
  /** Whose events it is numbered among. */
  readonly asker: PartyId
  readonly sequence: number
  readonly grantId: GrantId | undefined
  readonly requestId: ConsentRequestId | undefined
  readonly purpose: { readonly id: string; readonly version: number }
  readonly handledBy: PartyId | undefined
  /** Of what was given. */
  readonly given:
    | {
        readonly validity: Validity
        readonly scopes: readonly Scope[]
        readonly details: readonly GivenDetail[]
      }
    | undefined
  readonly reason: SignalReason | undefined
  /** Who used it; for whom, where that is somebody else. */
  readonly used: { readonly by: PartyId | undefined; readonly onBehalfOf: PartyId | undefined } | undefined
  /** Until when what was fetched is to be deleted, where that is asked for. */
  readonly deleteBefore: Date | undefined
  /** Of a grant. For those alone who know her by that face's tokens already. */
  readonly giver: Giver | undefined
}

/** With its place in the feed that it was read from. */
export interface PlacedSignal {
  readonly place: number
  readonly signal: ConsentSignal
}

/** What happened, in the words of those whose feed it is. */
export function consentSignal(event: FeedEvent, feed: FeedOf): ConsentSignal {
  const { id, at, stream: asker, sequence, grantId, requestId, purpose, handledBy, validity } = event
  const { scopes, details } = event
  const type = signalTypeOf(event, feed)
  return {
    id,
    type,
    at,
    asker,
    sequence,
    grantId,
    requestId,
    purpose,
    handledBy,
    given: tellsContent.has(type) && validity ? { validity, scopes, details } : undefined,
    reason: event.type === 'changed' ? replacedBy(type) : reasonOf(event),
    used: type === 'used' ? usedIn(event) : undefined,
    deleteBefore: type === 'deletion-requested' ? event.answerBy : undefined,
    giver: event.giver,
  }
}

/** Whoever carries it out for the asker uses it for them, and so does everybody else who is not the asker. */
function usedIn({ by, stream: asker, handledBy, onBehalfOf }: FeedEvent): ConsentSignal['used'] {
  const user = by === asker ? (handledBy ?? by) : by
  return { by: user, onBehalfOf: onBehalfOf ?? (user === asker ? undefined : asker) }
}

/** `withdrawn` in the ledger is a question that its asker took back; a consent that was taken back is `revoked`. */
const signalOf: Readonly<Record<EventType, SignalType>> = {
  requested: 'requested',
  accepted: 'given',
  rejected: 'declined',
  withdrawn: 'cancelled',
  used: 'used',
  exhausted: 'ended',
  revoked: 'ended',
  expired: 'expired',
  changed: 'changed',
  'deletion-requested': 'deletion-requested',
  'deletion-refused': 'deletion-refused',
  'deletion-done': 'deletion-done',
}

function signalTypeOf(event: FeedEvent, feed: FeedOf): SignalType {
  const { type, revoked } = event
  if (type === 'changed' && feed.kind === 'api') return changeFor(feed.audience, event)
  return type === 'revoked' && revoked?.by === 'giver' ? 'withdrawn' : signalOf[type]
}

/** For an API, the consent begins with the change that brings it in, and ends with the one that leaves it out. */
function changeFor(audience: string, { scopes, details, apisBefore }: FeedEvent): SignalType {
  const isOwn =
    scopes.some(({ resourceId }) => resourceId === audience) ||
    details.some(detail => detail.audience === audience)
  if (!isOwn) return 'ended'
  return apisBefore.includes(audience) ? 'changed' : 'given'
}

const tellsContent: ReadonlySet<SignalType> = new Set<SignalType>(['given', 'changed'])

const replacedBy = (type: SignalType): SignalReason | undefined => (type === 'ended' ? 'replaced' : undefined)

function reasonOf({ type, revoked }: FeedEvent): SignalReason | undefined {
  if (type === 'exhausted') return 'used-up'
  if (type !== 'revoked') return undefined
  if (revoked?.by === 'giver') return revoked.byPerson ? 'person' : 'representative'
  return revoked?.by === 'asker' ? 'client' : 'operator'
}
