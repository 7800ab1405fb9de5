import type { AuthorizationGrant, GrantId } from '../domain/authorization-grant.ts'
import type { ConsentRequest } from '../domain/consent-request.ts'
import type { Decision } from '../domain/decision.ts'
import type { EventType, NumberedEvent } from '../domain/event.ts'
import type { GrantUse } from '../domain/grant-use.ts'
import type { PartyId } from '../domain/party.ts'
import type { Scope } from '../domain/scope.ts'

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

export interface GrantFilter {
  /** Whose data or matter. */
  readonly grantedFor?: PartyId
  readonly clientId?: string
  /** `ended` is everything that is not active: revoked, exhausted, expired. */
  readonly standing: 'active' | 'ended' | 'any'
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

/** Lists and histories: the read side. Newest first where nothing else is said. */
export interface ConsentQuery {
  grants(filter: GrantFilter, page: PageRequest): Promise<Page<AuthorizationGrant>>
  /** Requests that wait for this party's answer right now. */
  requestsWaitingFor(party: PartyId, page: PageRequest): Promise<Page<ConsentRequest>>
  /** The newest active grant of this giver to this client for this purpose that covers the scopes. */
  findCoveringGrant(wanted: {
    giver: PartyId
    clientId: string
    purposeId: string
    scopes: readonly Scope[]
  }): Promise<AuthorizationGrant | undefined>
  /** Everything that ever happened under a grant, oldest first. */
  history(id: GrantId): Promise<{
    readonly decision: Decision | undefined
    readonly uses: readonly GrantUse[]
    readonly events: readonly NumberedEvent[]
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
  /** Grants whose time is over without their having been ended or announced, the longest over first. */
  unannouncedExpiries(limit: number): Promise<readonly AuthorizationGrant[]>
}
