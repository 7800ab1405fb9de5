import type { ConsentRequestId, EventId, GrantId, PartyId } from '../ids.ts'
import { type KnownAsker, keptKnownAs } from '../requests/known-as.ts'
import { Problem } from '../problem.ts'
import type { Permission } from '../registry/consent-right.ts'
import type { GrantHindrance } from '../reasons.ts'
import type { Scope } from '../registry/scope.ts'
import { lasting, placeIn, type Validity } from './validity.ts'

/**
 * ```
 * active ──exhaust──▶ exhausted
 *    ├─────revoke───▶ revoked
 *    ├╌╌ validFrom ╌▶ not-yet-valid (derived; may be revoked, too)
 *    └╌╌ validTo ╌╌▶ expired       (derived)
 * ```
 */
export type GrantState =
  | { readonly name: 'active' }
  | { readonly name: 'exhausted'; readonly at: Date }
  | {
      readonly name: 'revoked'
      readonly at: Date
      readonly by: PartyId | undefined
      readonly reason: RevokeReason
    }

/** Who took it back: the giver, the one who got it, or the operator. */
export type RevokeReason = 'giver' | 'asker' | 'operator'

export type GrantStatus = GrantState['name'] | 'not-yet-valid' | 'expired'

/** The permission that exists after a yes. */
export interface AuthorizationGrant extends Permission {
  readonly id: GrantId
  /** Compare-and-set counter of the store. */
  readonly version: number
  /** Tokens and codes carry the epoch they were issued under; raising it kills them and leaves the permission. */
  readonly epoch: number
  readonly face: string
  readonly clientId: string
  readonly requestId: ConsentRequestId | undefined
  /** The asker's own name for an agreement that gave the grant without a request; unique for the client. */
  readonly agreementKey: string | undefined
  readonly purpose: { readonly id: string; readonly version: number }
  readonly grantedFor: PartyId
  readonly grantedBy: PartyId
  readonly grantedTo: PartyId
  readonly handledBy: PartyId | undefined
  readonly validity: Validity
  readonly singleUse: boolean
  /** A single-use grant being used right now: nobody else may begin until then. */
  readonly reservedUntil: Date | undefined
  readonly annotations: Readonly<Record<string, string>>
  readonly createdAt: Date
  readonly state: GrantState
  /** Whether its client asked for it as one that it will manage, and is told its id. */
  readonly isManaged?: boolean
  /** Its last change; absent for one that is as it was given. */
  readonly changed?: GrantChanged | undefined
}

export interface GrantChanged {
  readonly by: EventId
  readonly at: Date
  /** Whose answer is the last that changed it; absent when nobody was asked. */
  readonly requestId?: ConsentRequestId | undefined
}

/** How long a grant was to last until one of its changes. */
export interface FormerValidity {
  /** The change that made it so; `undefined` when it was given so. */
  readonly madeBy: EventId | undefined
  readonly validity: Validity
}

/** The request whose answer the grant stands on. */
export const answeredRequestOf = ({
  changed,
  requestId,
}: Pick<AuthorizationGrant, 'changed' | 'requestId'>): ConsentRequestId | undefined =>
  changed?.requestId ?? requestId

/** Valid in [from, to): at `to` it is over. */
export function grantStatusAt(grant: Pick<AuthorizationGrant, 'state' | 'validity'>, now: Date): GrantStatus {
  if (grant.state.name !== 'active') return grant.state.name
  const place = placeIn(grant.validity, now)
  if (place === 'before') return 'not-yet-valid'
  return place === 'within' ? 'active' : 'expired'
}

/** A grant and its status at some moment. */
export interface InspectedGrant {
  readonly grant: AuthorizationGrant
  readonly status: GrantStatus
}

export const inspectedGrantAt = (grant: AuthorizationGrant, now: Date): InspectedGrant => ({
  grant,
  status: grantStatusAt(grant, now),
})

/** What hinders the use of a grant; nothing hinders that of an active one. */
export const hindranceOf: Readonly<Record<Exclude<GrantStatus, 'active'>, GrantHindrance>> = {
  'not-yet-valid': 'not-begun',
  exhausted: 'used-up',
  revoked: 'revoked',
  expired: 'over',
}

/** Whether it can neither be used nor taken back any more. */
export const hasEnded = (status: GrantStatus): status is 'exhausted' | 'revoked' | 'expired' =>
  status !== 'active' && status !== 'not-yet-valid'

export interface Agreement {
  readonly id: GrantId
  readonly face: string
  readonly clientId: string
  readonly agreementKey: string
  readonly purpose: { readonly id: string; readonly version: number }
  readonly giver: PartyId
  readonly grantedTo: PartyId
  /** What the one who gets it is called. */
  readonly asker: KnownAsker
  readonly handledBy: PartyId | undefined
  readonly scopes: readonly Scope[]
  readonly at: Date
  readonly seconds: number
}

/** The grant that somebody gave in the asker's own channel, for any number of uses. */
export const agree = ({
  giver,
  purpose,
  at,
  seconds,
  asker,
  ...agreement
}: Agreement): AuthorizationGrant => ({
  ...agreement,
  version: 0,
  epoch: 0,
  requestId: undefined,
  purpose: { id: purpose.id, version: purpose.version },
  rights: undefined,
  details: [],
  grantedFor: giver,
  grantedBy: giver,
  validity: lasting(at, seconds),
  singleUse: false,
  reservedUntil: undefined,
  annotations: keptKnownAs(asker),
  createdAt: at,
  state: { name: 'active' },
})

export interface Revocation {
  readonly by: PartyId | undefined
  readonly at: Date
  readonly reason: RevokeReason
  /** Also when the grant has expired. */
  readonly late?: boolean | undefined
}

/** Takes it back, also before it begins. Throws `authorization-grant.not-active`, with why, when it has ended already. */
export function revoke(
  grant: AuthorizationGrant,
  { by, at, reason, late = false }: Revocation,
): AuthorizationGrant {
  const status = grantStatusAt(grant, at)
  const isInTime = status === 'not-yet-valid' || (late && status === 'expired')
  if (!isInTime) assertActive(grant, at)
  return { ...grant, state: { name: 'revoked', at, by, reason } }
}

/** Begins a use. A single-use grant is reserved for `seconds`, so that a failed look-up does not burn it. */
export function beginUse(
  grant: AuthorizationGrant,
  { at, seconds }: { at: Date; seconds: number },
): AuthorizationGrant {
  assertActive(grant, at)
  if (!grant.singleUse) return grant
  if (grant.reservedUntil && at < grant.reservedUntil) {
    throw new Problem('authorization-grant.in-use', 'The grant is being used right now')
  }
  return { ...grant, reservedUntil: new Date(at.getTime() + seconds * 1000) }
}

/** The grant after one use: exhausted when it was for a single one. Throws `authorization-grant.not-active`. */
export function exhaust(grant: AuthorizationGrant, at: Date): AuthorizationGrant {
  assertActive(grant, at)
  return { ...grant, reservedUntil: undefined, state: { name: 'exhausted', at } }
}

/** A use that came to nothing: the grant may be used again. */
export const release = (grant: AuthorizationGrant): AuthorizationGrant => ({
  ...grant,
  reservedUntil: undefined,
})

/** Throws `authorization-grant.not-active`, with why. */
export function assertActive(grant: AuthorizationGrant, at: Date): void {
  const status = grantStatusAt(grant, at)
  if (status === 'active') return
  throw new Problem('authorization-grant.not-active', `The grant is ${status}`, {
    reason: hindranceOf[status],
  })
}
