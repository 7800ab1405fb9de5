import type { EventId } from '../ids.ts'
import { Problem } from '../problem.ts'
import {
  type AuthorizationDetail,
  beyondDetails,
  commonDetails,
  coversDetails,
} from '../registry/authorization-detail.ts'
import { covers, type Scope } from '../registry/scope.ts'
import { type Accepted, accept, type ConsentRequest } from '../requests/consent-request.ts'
import type { Decision } from '../requests/decision.ts'
import { keptProtocolScopes, protocolScopesOf } from '../requests/protocol-scopes.ts'
import { type AuthorizationGrant, assertActive } from './authorization-grant.ts'
import type { ChangeAction } from './grant-management.ts'
import { sameHolder } from './holder.ts'

/** What a consent is for. */
export type Covered = Pick<AuthorizationGrant, 'scopes' | 'rights' | 'details' | 'annotations'>

type Changing = Pick<
  ConsentRequest,
  'face' | 'clientId' | 'requestedBy' | 'requestedFrom' | 'handledBy' | 'management' | 'purpose'
>

/**
 * Throws `authorization-grant.not-found` unless the grant is that of the client who asks to change it and of the person who is
 * asked, `authorization-grant.not-active` when it has ended, and `purpose.not-allowed` when something else is to be merged into
 * it than what it was given for.
 */
export function assertMayChange(grant: AuthorizationGrant, request: Changing, at: Date): void {
  const isTheirs =
    grant.face === request.face &&
    grant.clientId === request.clientId &&
    sameHolder(grant, { grantedTo: request.requestedBy, handledBy: request.handledBy })
  if (!isTheirs) throw notFound('other-asker')
  if (grant.grantedFor !== request.requestedFrom) throw notFound('other-giver')
  assertActive(grant, at)
  if (request.management?.action === 'merge' && grant.purpose.id !== request.purpose.id) {
    throw new Problem('purpose.not-allowed', 'A grant for another purpose is replaced, not merged with')
  }
}

const notFound = (reason: 'other-asker' | 'other-giver') =>
  new Problem('authorization-grant.not-found', 'No such grant', { reason })

/** What a grant is for once this was asked for: both, or only what is new. */
export function afterChange(grant: Covered, asked: Covered, action: ChangeAction): Covered {
  const { scopes, rights, details, annotations } = asked
  if (action === 'replace') return { scopes, rights, details, annotations }
  const protocol = new Set([...protocolScopesOf(grant), ...protocolScopesOf(asked)])
  return {
    scopes: [...grant.scopes, ...scopes.filter(scope => !covers(grant.scopes, [scope]))],
    rights: grant.rights && rights ? [...grant.rights, ...rights] : (rights ?? grant.rights),
    details: [...grant.details, ...beyondDetails(grant.details, details)],
    annotations: { ...grant.annotations, ...annotations, ...keptProtocolScopes([...protocol]) },
  }
}

/** What a change means, each in the order in which it was asked for or given. */
export interface Changes {
  readonly kept: Items
  readonly added: Items
  readonly ended: Items
}

interface Items {
  readonly scopes: readonly Scope[]
  readonly details: readonly AuthorizationDetail[]
}

export function changesOf(grant: Covered, asked: Covered, action: ChangeAction): Changes {
  const next = afterChange(grant, asked, action)
  return { kept: among(next, grant), added: beyond(next, grant), ended: beyond(grant, next) }
}

const among = ({ scopes, details }: Items, others: Items): Items => ({
  scopes: scopes.filter(scope => covers(others.scopes, [scope])),
  details: commonDetails(others.details, details),
})

const beyond = ({ scopes, details }: Items, others: Items): Items => ({
  scopes: scopes.filter(scope => !covers(others.scopes, [scope])),
  details: beyondDetails(others.details, details),
})

interface Answer {
  readonly decision: Decision
  /** Those that are given, of what was asked for; all of them when not said. */
  readonly details?: readonly AuthorizationDetail[] | undefined
  /** That it was changed. */
  readonly event: EventId
  /** The last change of the grant that the page told of. */
  readonly read: EventId | undefined
}

/**
 * The accepted request, and the grant as it is from then on: the same one, for what it covers now, as long as is asked for now,
 * in an epoch of its own, so that no code or token of before is good any more. Throws as `accept` and `assertMayChange`, and
 * `consent-request.changed` when the grant is not as it was read any more.
 */
export function acceptChange(
  request: ConsentRequest,
  held: AuthorizationGrant,
  { decision, details, event, read }: Answer,
): Accepted {
  const { management } = request
  if (!management || management.action === 'create') throw new Error(`${request.id} changes no grant`)
  assertMayChange(held, request, decision.at)
  if (held.changed?.by !== read) throw new Problem('consent-request.changed', 'The grant has changed since')
  const { request: accepted, grant: asked } = accept(request, decision, { grantId: held.id, details })
  const { purpose, grantedBy, validity, singleUse } = asked
  const changed = { by: event, at: decision.at, requestId: request.id }
  const next = { ...afterChange(held, asked, management.action), purpose, grantedBy, validity, singleUse }
  return { request: accepted, grant: { ...held, ...next, ...newEpoch(held), changed } }
}

/** What is asked for in place of what a grant is for. */
export interface Narrowing extends Covered {
  readonly action: ChangeAction
  readonly purposeId: string
  /** Until when; as before when not said. */
  readonly until: Date | undefined
}

/**
 * The grant for less, or the same, when that is all that is asked for: nothing more, no longer, for nothing else. `undefined`
 * when it asks for anything that the person has not said yes to. Throws `authorization-grant.not-active`.
 */
export function narrowed(
  held: AuthorizationGrant,
  { action, purposeId, until = held.validity.to, ...asked }: Narrowing,
  { at, event }: { readonly at: Date; readonly event: EventId },
): AuthorizationGrant | undefined {
  assertActive(held, at)
  const next = afterChange(held, asked, action)
  if (purposeId !== held.purpose.id || until > held.validity.to || !isWithin(next, held)) return undefined
  const changed = { by: event, at, requestId: held.changed?.requestId }
  return { ...held, ...next, validity: { ...held.validity, to: until }, ...newEpoch(held), changed }
}

function isWithin(next: Covered, held: Covered): boolean {
  const given = protocolScopesOf(held)
  return (
    covers(held.scopes, next.scopes) &&
    coversDetails(held.details, next.details) &&
    next.rights === undefined &&
    protocolScopesOf(next).every(scope => given.includes(scope))
  )
}

const newEpoch = ({ epoch }: AuthorizationGrant) => ({ epoch: epoch + 1, isManaged: true })
