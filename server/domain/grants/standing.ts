import {
  type AuthorizationGrant,
  type GrantStatus,
  grantStatusAt,
  hindranceOf,
} from './authorization-grant.ts'
import type { GrantHindrance } from '../reasons.ts'
import { type ConsentRequest, type RequestStatus, requestStatusAt } from '../requests/consent-request.ts'

/**
 * How a consent is at a moment: known from its request until somebody says yes, and from its grant from then on. `over` is a
 * grant whose time has run out, `unanswered` a request that nobody answered in time.
 */
export type Standing = 'waiting' | 'unanswered' | 'rejected' | 'withdrawn' | 'active' | GrantHindrance

/** Why a consent cannot be used. */
export type Hindrance = Exclude<Standing, 'active'>

const ofRequest: Readonly<Record<Exclude<RequestStatus, 'accepted'>, Standing>> = {
  pending: 'waiting',
  expired: 'unanswered',
  rejected: 'rejected',
  withdrawn: 'withdrawn',
}

const ofGrant: Readonly<Record<GrantStatus, Standing>> = { ...hindranceOf, active: 'active' }

export const grantStandingAt = (grant: AuthorizationGrant, now: Date): Standing =>
  ofGrant[grantStatusAt(grant, now)]

/** An accepted request has no standing of its own: its grant has one. */
export function requestStandingAt(request: ConsentRequest, now: Date): Standing {
  const status = requestStatusAt(request, now)
  if (status === 'accepted') throw new Error(`The request ${request.id} is told by its grant`)
  return ofRequest[status]
}

interface Consent {
  readonly request: ConsentRequest | undefined
  readonly grant: AuthorizationGrant | undefined
}

/** Known from the grant once there is one, else from the request. Throws for an accepted request without its grant. */
export function consentStandingAt({ request, grant }: Consent, now: Date): Standing {
  if (grant) return grantStandingAt(grant, now)
  if (request) return requestStandingAt(request, now)
  throw new Error('A consent is a request or a grant')
}

/** Whether its time is over, at its very end too; it may have ended before. */
export const isOverAt = ({ validTo }: { readonly validTo: Date }, now: Date): boolean => now >= validTo

/**
 * Everything that hinders the use of a consent that ends at `validTo`, the end of its time first: one that was taken back
 * and whose time has run out since is both. Empty for one that can be used.
 */
export function hindrancesAt(
  { standing, validTo }: { readonly standing: Standing; readonly validTo: Date },
  now: Date,
): readonly Hindrance[] {
  if (standing === 'active') return []
  return isOverAt({ validTo }, now) && standing !== 'over' ? ['over', standing] : [standing]
}
