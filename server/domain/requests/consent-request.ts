import type { AuthorizationGrant } from '../grants/authorization-grant.ts'
import { calendarYears, lasting, type Validity, validity } from '../grants/validity.ts'
import type { GrantManagement } from '../grants/grant-management.ts'
import type { ConsentRequestId, GrantId, PartyId } from '../ids.ts'
import type { Decision } from './decision.ts'
import { sameParty } from '../party.ts'
import { Problem } from '../problem.ts'
import { type LoginLevel, reaches } from './purpose.ts'
import { type AuthorizationDetail, coversDetails } from '../registry/authorization-detail.ts'
import type { Permission } from '../registry/consent-right.ts'

/**
 * ```
 * pending ──accept──▶ accepted (gives a grant)
 *    ├────reject───▶ rejected
 *    ├────withdraw─▶ withdrawn
 *    └╌╌ answerBy ╌▶ expired      (derived, never stored)
 * ```
 */
export type RequestState =
  | { readonly name: 'pending' }
  | { readonly name: 'accepted'; readonly decision: Decision; readonly grantId: GrantId }
  | { readonly name: 'rejected'; readonly decision: Decision }
  | { readonly name: 'withdrawn'; readonly at: Date }

export type RequestStatus = RequestState['name'] | 'expired'

/**
 * What the grant will be. Seconds count from the moment of accepting; years are the calendar's in Oslo, from the beginning
 * of the day of accepting.
 */
export type Asks = { readonly singleUse: boolean } & (
  | { readonly seconds: number }
  /** `untilText` is the same end in UTC, when it was asked to the microsecond. */
  | { readonly until: Date; readonly untilText?: string | undefined }
  | { readonly years: number }
)

/** How it is answered: with a button on a page or through an API, or by signing a document. */
export type Ceremony = 'page' | 'signature'

/** Somebody asks somebody for permission. */
export interface ConsentRequest extends Permission {
  readonly id: ConsentRequestId
  /** Compare-and-set counter of the store. */
  readonly version: number
  readonly face: string
  readonly clientId: string
  readonly purpose: { readonly id: string; readonly version: number }
  readonly requestedBy: PartyId
  readonly handledBy: PartyId | undefined
  readonly requestedFrom: PartyId
  readonly requestedTo: PartyId
  /** The asker's own words, shown as such. */
  readonly message: string | undefined
  readonly requiredLevel: LoginLevel
  readonly answerBy: Date
  readonly asks: Asks
  readonly ceremony: Ceremony
  /** What its client does to a grant by it; absent for one that names none. */
  readonly management?: GrantManagement | undefined
  /** What only one face needs, namespaced by the face: `oauth:openid`. */
  readonly annotations: Readonly<Record<string, string>>
  readonly createdAt: Date
  readonly state: RequestState
}

/** `expired` is never stored: it is what a pending request becomes when nobody answers in time. */
export function requestStatusAt(request: ConsentRequest, now: Date): RequestStatus {
  return request.state.name === 'pending' && now >= request.answerBy ? 'expired' : request.state.name
}

/** A request and its status at some moment. */
export interface InspectedRequest {
  readonly request: ConsentRequest
  readonly status: RequestStatus
}

export const inspectedRequestAt = (request: ConsentRequest, now: Date): InspectedRequest => ({
  request,
  status: requestStatusAt(request, now),
})

/** A request that was accepted, and the grant that it gave. */
export interface Accepted {
  readonly request: ConsentRequest
  readonly grant: AuthorizationGrant
}

interface Acceptance {
  readonly grantId: GrantId
  readonly ceremony?: Ceremony | undefined
  /** Those that are given, of what was asked for; all of them when not said. */
  readonly details?: readonly AuthorizationDetail[] | undefined
}

/**
 * The accepted request and the grant it gives. Throws unless pending, in time, decided by the one asked, at the required level
 * and in the way that the request is answered; `authorization-details.invalid` for details that nobody asked for.
 */
export function accept(
  request: ConsentRequest,
  decision: Decision,
  { grantId, ceremony = 'page', details = request.details }: Acceptance,
): Accepted {
  if (request.ceremony !== ceremony) {
    throw new Problem('consent-request.other-ceremony', 'The request is answered in another way')
  }
  assertDecidable(request, decision)
  if (!coversDetails(request.details, details)) {
    throw new Problem('authorization-details.invalid', 'Such details were not asked for')
  }
  const accepted: ConsentRequest = { ...request, state: { name: 'accepted', decision, grantId } }
  return { request: accepted, grant: { ...grantFrom(accepted, decision, grantId), details } }
}

/** Throws as `accept` does, save that any login level may say no, and that `late` allows it after the time to answer. */
export function reject(
  request: ConsentRequest,
  decision: Decision,
  { late = false }: { late?: boolean } = {},
): ConsentRequest {
  if (!late || requestStatusAt(request, decision.at) !== 'expired') assertPending(request, decision.at)
  assertAsked(request, decision)
  return { ...request, state: { name: 'rejected', decision } }
}

/** The asker takes the question back. Throws unless pending and asked by `by`. */
export function withdraw(request: ConsentRequest, { by, at }: { by: PartyId; at: Date }): ConsentRequest {
  if (!sameParty(request.requestedBy, by)) {
    throw new Problem('consent-request.not-found', 'No such request', { reason: 'other-asker' })
  }
  assertPending(request, at)
  return { ...request, state: { name: 'withdrawn', at } }
}

function assertDecidable(request: ConsentRequest, decision: Decision): void {
  assertPending(request, decision.at)
  assertAsked(request, decision)
  if (!reaches(decision.level, request.requiredLevel)) {
    throw new Problem(
      'consent-request.level-too-low',
      `This consent takes a login at level ${request.requiredLevel}`,
    )
  }
}

/** Whether somebody answers for herself or for another. */
export const roleOf = (
  { requestedFrom }: Pick<ConsentRequest, 'requestedFrom'>,
  by: PartyId,
): Decision['role'] => (sameParty(requestedFrom, by) ? 'self' : 'representative')

/**
 * Whether it is for this party to answer: the one asked, or, when nobody is named beside the one it is about, somebody who
 * acts for that one. Whether she may act is not known here.
 */
export const isAskedOf = (
  { requestedFrom, requestedTo }: Pick<ConsentRequest, 'requestedFrom' | 'requestedTo'>,
  { by, role }: Pick<Decision, 'by' | 'role'>,
): boolean =>
  sameParty(requestedTo, by) || (role === 'representative' && sameParty(requestedTo, requestedFrom))

function assertAsked(request: ConsentRequest, decision: Decision): void {
  if (!isAskedOf(request, decision)) {
    throw new Problem('consent-request.not-yours', 'The request is for somebody else to answer')
  }
}

const refusals = {
  accepted: 'consent-request.already-decided',
  rejected: 'consent-request.already-decided',
  withdrawn: 'consent-request.withdrawn',
  expired: 'consent-request.expired',
} as const

/** Throws `consent-request.*` for what became of it when it waits no more. */
export function assertPending(request: ConsentRequest, at: Date): void {
  const status = requestStatusAt(request, at)
  if (status === 'pending') return
  const reason = status === 'accepted' || status === 'rejected' ? status : undefined
  throw new Problem(refusals[status], `The request is ${status}`, { reason })
}

/** The grant that an accepted request gives. */
function grantFrom(request: ConsentRequest, decision: Decision, id: GrantId): AuthorizationGrant {
  return {
    id,
    version: 0,
    epoch: 0,
    face: request.face,
    clientId: request.clientId,
    requestId: request.id,
    agreementKey: undefined,
    purpose: request.purpose,
    grantedFor: request.requestedFrom,
    grantedBy: decision.by,
    grantedTo: request.requestedBy,
    handledBy: request.handledBy,
    scopes: request.scopes,
    rights: request.rights,
    details: request.details,
    validity: validityFrom(decision.at, request.asks),
    singleUse: request.asks.singleUse,
    reservedUntil: undefined,
    annotations: request.annotations,
    createdAt: decision.at,
    state: { name: 'active' },
    ...(request.management && { isManaged: true }),
  }
}

/** How long the grant lasts when the request is accepted at `at`. Throws `validity.malformed` for an end that is not after it. */
export function validityFrom(at: Date, asks: Asks): Validity {
  if ('until' in asks) return validity(at, asks.until)
  return 'years' in asks ? calendarYears(at, asks.years) : lasting(at, asks.seconds)
}
