import type { ConsentRequestId, EventId, GrantId, PartyId } from '../../domain/ids.ts'
import type { AuthorizationGrant, FormerValidity } from '../../domain/grants/authorization-grant.ts'
import type { ConsentRequest, RequestStatus } from '../../domain/requests/consent-request.ts'
import type { Decision } from '../../domain/requests/decision.ts'
import type { EventType, NumberedEvent } from '../../domain/event.ts'
import type { Holder } from '../../domain/grants/holder.ts'
import type { GrantUse } from '../../domain/grants/grant-use.ts'
import type { Party } from '../../domain/party.ts'
import type { AuthorizationDetail } from '../../domain/registry/authorization-detail.ts'
import type { Scope } from '../../domain/registry/scope.ts'

export interface Page<T> {
  readonly items: readonly T[]
  /** Hand it back to read on; absent on the last page. Opaque; a forged one throws `request.malformed`. */
  readonly next: string | undefined
}

export interface PageRequest {
  readonly after?: string | undefined
  /** 1 to 100. */
  readonly limit: number
}

/** What is of one of these askers, or for one of these purposes. */
export interface AskersOrPurposes {
  readonly askers: readonly PartyId[]
  readonly purposeIds: readonly string[]
}

/** Narrowed by each member that is given. */
export interface GrantFilter {
  /** Whose data or matter. */
  readonly grantedFor?: PartyId | undefined
  /** Who said yes. */
  readonly givenBy?: PartyId | undefined
  readonly clientId?: string | undefined
  /** Through which face. */
  readonly face?: string | undefined
  /** Who got it. */
  readonly grantedTo?: PartyId | undefined
  /** Only those that one of these askers got, or that are for one of these purposes. */
  readonly among?: AskersOrPurposes | undefined
  /** `ended` is revoked, exhausted or expired; `active` is all else, what has not begun yet too. */
  readonly standing: 'active' | 'ended' | 'any'
}

/** What one party asked or was asked. */
export interface PartyRequestFilter {
  readonly party: PartyId
  readonly face: string
  /** Annotations that it must have. */
  readonly annotations?: Readonly<Record<string, string>>
  /** Any when not said. */
  readonly statuses?: readonly RequestStatus[] | undefined
}

/** One numbered page of a list, and how many there are in all. */
export interface Counted<T> {
  readonly items: readonly T[]
  readonly total: number
}

/** Requests through a face that carry these annotations. */
export interface Marked {
  readonly face: string
  readonly annotations: Readonly<Record<string, string>>
}

export interface RequestFilter {
  /** Whose data or matter. */
  readonly requestedFrom: PartyId
  /** Only what one of these is to answer. */
  readonly requestedTo?: readonly PartyId[]
  /** Only what was asked through these faces and carries these annotations; through any when not said. */
  readonly among?: readonly Marked[]
  readonly matching?: AskersOrPurposes | undefined
  /** `revoked` is accepted and taken back since, which `accepted` leaves out; `pending` ends when the answer is due. */
  readonly standing: 'pending' | 'accepted' | 'rejected' | 'withdrawn' | 'revoked' | 'any'
}

/** What happened to the grants of one client. */
export interface GrantEventFilter {
  readonly stream: PartyId
  readonly face: string
  readonly clientId: string
  readonly types: readonly EventType[]
}

export interface GrantEvent {
  readonly event: NumberedEvent
  readonly grant: AuthorizationGrant
}

/** What happened to the requests of one asker. */
export interface RequestEventFilter {
  readonly stream: PartyId
  readonly types: readonly EventType[]
  /** This request alone. */
  readonly requestId?: ConsentRequestId | undefined
  /** Ids at or after `from`, and before `before`. */
  readonly from?: EventId | undefined
  readonly before: EventId
}

/** The end of permissions to some resources. */
export interface EndingFilter {
  readonly resourceType: string
  readonly resourceIds: readonly string[]
  /** Only what began to end before. */
  readonly before: Date
}

/** Lists and histories: the read side. Newest first where nothing else is said. */
export interface ConsentQuery {
  grants(filter: GrantFilter, page: PageRequest): Promise<Page<AuthorizationGrant>>
  /** Who got them, and how many each; whoever got the newest one first. */
  askers(
    filter: GrantFilter,
    page: PageRequest,
  ): Promise<Page<{ readonly asker: PartyId; readonly count: number; readonly newest: Date }>>
  /** Requests that a party put or that were put to it, by numbered pages. */
  partyRequests(
    filter: PartyRequestFilter,
    page: { readonly offset: number; readonly limit: number },
  ): Promise<Counted<ConsentRequest>>
  /** Grants of every face that a party gave of its own or got, by numbered pages. */
  partyGrants(
    party: PartyId,
    page: { readonly offset: number; readonly limit: number },
  ): Promise<Counted<AuthorizationGrant>>
  /** When each of these grants was used last; those that were never used are not in it. */
  lastUses(ids: readonly GrantId[]): Promise<ReadonlyMap<GrantId, Date>>
  /** Everybody who ever got something of this party's, in no order. */
  everyAsker(grantedFor: PartyId): Promise<readonly Party[]>
  /** How many active grants there are for a purpose, or on any of some resources. */
  countActiveGrants(
    of: { readonly purposeId: string } | { readonly resourceIds: readonly string[] },
  ): Promise<number>
  requests(filter: RequestFilter, page: PageRequest): Promise<Page<ConsentRequest>>
  /** Whether anything else than what `among` names waits for an answer at a page. */
  hasOtherWaiting(beside: {
    readonly requestedFrom: PartyId
    readonly requestedTo: readonly PartyId[]
    readonly among: readonly Marked[]
  }): Promise<boolean>
  /** Everybody who was ever told no about this party's data or matter, in no order. */
  everyDeclined(requestedFrom: PartyId): Promise<readonly Party[]>
  /** How many there are of those whose answer is not yet due, also when it was given. */
  countRequests(filter: RequestFilter): Promise<number>
  /**
   * The newest active grant of this giver, through this client to its holder, for this purpose that covers the scopes and
   * the details.
   */
  findCoveringGrant(wanted: {
    giver: PartyId
    clientId: string
    holder: Holder
    purposeId: string
    scopes: readonly Scope[]
    details?: readonly AuthorizationDetail[]
  }): Promise<AuthorizationGrant | undefined>
  /** Everything that ever happened under a grant, oldest first. */
  history(id: GrantId): Promise<{
    readonly decision: Decision | undefined
    readonly uses: readonly GrantUse[]
    readonly events: readonly NumberedEvent[]
    readonly former: readonly FormerValidity[]
  }>
  /** An asker's events with a number above `after`, lowest first. No number appears late below one already shown. */
  events(stream: PartyId, after: number, limit: number): Promise<readonly NumberedEvent[]>
  /** Such of these events as are not older than `since`, numbered `from` or higher, lowest first, with their grants. */
  grantEvents(
    filter: GrantEventFilter,
    page: { readonly from: number; readonly limit: number; readonly since: Date },
  ): Promise<readonly GrantEvent[]>
  /** The lowest number not older than `since`, and the highest of all; absent when there is none. */
  grantEventBounds(
    filter: GrantEventFilter,
    since: Date,
  ): Promise<{ readonly first: number | undefined; readonly last: number | undefined }>
  /** Everything that ever happened under a request, the grant it gave included, oldest first. */
  requestHistory(id: ConsentRequestId): Promise<readonly NumberedEvent[]>
  /** Such of these events as come after `after`, by id: the order in which they were begun, not committed. */
  requestEvents(
    filter: RequestEventFilter,
    page: { readonly after: EventId | undefined; readonly limit: number },
  ): Promise<readonly NumberedEvent[]>
  /** Ends of grants (revoked, exhausted, expired) after `after`, by id: the order in which they were begun, not committed. */
  endings(
    filter: EndingFilter,
    page: { readonly after: EventId | undefined; readonly limit: number },
  ): Promise<readonly NumberedEvent[]>
  /** Grants whose time is over without their having been ended or announced, the longest over first. */
  unannouncedExpiries(limit: number): Promise<readonly AuthorizationGrant[]>
}
