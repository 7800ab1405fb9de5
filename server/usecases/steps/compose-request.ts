import type { GrantManagement } from '../../domain/grants/grant-management.ts'
import type { ConsentRequestId, EventId, PartyId } from '../../domain/ids.ts'
import type { Asks, Ceremony, ConsentRequest } from '../../domain/requests/consent-request.ts'
import { type ConsentEvent, requestEvent } from '../../domain/event.ts'
import type { KnownParty, PartyIdentifier } from '../../domain/party.ts'
import { Problem } from '../../domain/problem.ts'
import {
  assertMayBeAsked,
  type LoginLevel,
  type Purpose,
  reaches,
  secondsFor,
} from '../../domain/requests/purpose.ts'
import { type KnownAsker, keptKnownAs } from '../../domain/requests/known-as.ts'
import type { AuthorizationDetail } from '../../domain/registry/authorization-detail.ts'
import type { ConsentRight } from '../../domain/registry/consent-right.ts'
import type { Scope } from '../../domain/registry/scope.ts'
import { secondsOf, validity } from '../../domain/grants/validity.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Ids } from '../../ports/ids.ts'
import type { PartyStore } from '../../ports/parties/party-store.ts'
import type { RegistryStore } from '../../ports/registry/registry-store.ts'

export interface ComposingPorts {
  readonly registry: Pick<RegistryStore, 'findPurpose'>
  readonly parties: Pick<PartyStore, 'findOrAdd' | 'findAllByIdentifier' | 'belong'>
  readonly clock: Clock
  readonly ids: Ids
}

export interface RequestConsent {
  /** Chosen by the caller when repeating the question must not ask twice. */
  readonly id: ConsentRequestId | undefined
  readonly face: string
  readonly clientId: string
  readonly requestedBy: NamedParty & KnownAsker
  readonly handledBy: NamedParty | undefined
  /** Who puts the question, when that is not the one who asks. */
  readonly putBy?: PartyId | undefined
  readonly requestedFrom: PartyId
  readonly requestedTo: PartyId
  readonly purposeId: string
  /** Of the words that the question is put in; the newest when not said. */
  readonly purposeVersion?: number | undefined
  readonly scopes: readonly Scope[]
  /** What the scopes stand for, when they were asked for as rights on consent resources. */
  readonly rights?: readonly ConsentRight[] | undefined
  /** What its client does to a grant by it. */
  readonly management?: GrantManagement | undefined
  /** What is asked for in the words of registered types. */
  readonly details?: readonly AuthorizationDetail[] | undefined
  readonly message: string | undefined
  /** How long the permission is to last; the purpose's default when not said. */
  readonly seconds: number | undefined
  /** Its end, or whole years of the calendar, in place of seconds. */
  readonly lasts?:
    | { readonly until: Date; readonly untilText?: string | undefined }
    | { readonly years: number }
    | undefined
  /** Whether it is for a single use; as the purpose has it when not said. */
  readonly singleUse?: boolean | undefined
  /** When it takes more than the purpose does. */
  readonly loginLevel?: LoginLevel | undefined
  readonly answerBy: Date
  readonly annotations: Readonly<Record<string, string>>
}

interface NamedParty {
  readonly identifier: PartyIdentifier
  readonly name: string
  /** That a market party is of, where the market says so. */
  readonly organization?: PartyIdentifier | undefined
}

export interface Composed {
  readonly request: ConsentRequest
  readonly event: ConsentEvent
  readonly purpose: Purpose
  /** Those who ask. */
  readonly parties: ReadonlyMap<PartyId, KnownParty>
}

/**
 * The request as it will be kept, and the fact that it was put.
 * Throws `purpose.unknown`, `purpose.too-long`, `scope.unknown` or `authorization-details.invalid` for what the purpose does
 * not allow.
 */
export async function composeRequest(
  { registry, parties: store, clock, ids }: ComposingPorts,
  command: RequestConsent,
  ceremony: Ceremony,
): Promise<Composed> {
  const purpose = await registry.findPurpose(command.purposeId, command.purposeVersion)
  if (!purpose) throw new Problem('purpose.unknown', `There is no purpose ${command.purposeId}`)
  assertMayBeAsked(purpose, command.scopes, command.details)

  const asker = await partyOf(store, command.requestedBy)
  const handler = command.handledBy && (await partyOf(store, command.handledBy))
  const now = clock.now()
  const request: ConsentRequest = {
    id: command.id ?? (ids.uuid() as ConsentRequestId),
    version: 0,
    face: command.face,
    clientId: command.clientId,
    purpose: { id: purpose.id, version: purpose.version },
    requestedBy: asker.id,
    handledBy: handler?.id,
    requestedFrom: command.requestedFrom,
    requestedTo: command.requestedTo,
    scopes: command.scopes,
    rights: command.rights,
    details: command.details ?? [],
    message: command.message,
    requiredLevel: higherOf(purpose.loginLevel, command.loginLevel),
    answerBy: command.answerBy,
    asks: asksOf(command, purpose, now),
    ceremony,
    annotations: { ...command.annotations, ...keptKnownAs(command.requestedBy) },
    createdAt: now,
    state: { name: 'pending' },
    ...(command.management && { management: command.management }),
  }
  const moment = { id: ids.uuid() as EventId, by: command.putBy ?? asker.id, at: now }
  const parties = new Map([asker, ...(handler ? [handler] : [])].map(one => [one.id, one]))
  return { request, event: requestEvent('requested', request, moment), purpose, parties }
}

/** An organization of which nothing but its number is known is called as its market party is. */
async function partyOf(
  store: ComposingPorts['parties'],
  { identifier, name, organization }: NamedParty,
): Promise<KnownParty> {
  const party = await store.findOrAdd(identifier, name)
  if (!organization) return party
  const [known] = await store.findAllByIdentifier([organization])
  const { id } = known ?? (await store.findOrAdd(organization, name))
  if (party.organization !== id) await store.belong(party.id, id)
  return { ...party, organization: id }
}

const higherOf = (one: LoginLevel, other: LoginLevel = one): LoginLevel => (reaches(one, other) ? one : other)

function asksOf({ seconds, lasts, singleUse }: RequestConsent, purpose: Purpose, now: Date): Asks {
  const use = { singleUse: singleUse ?? purpose.singleUse }
  if (!lasts) return { ...use, seconds: secondsFor(purpose, seconds) }
  if ('until' in lasts) secondsFor(purpose, secondsOf(validity(now, lasts.until)))
  return { ...use, ...lasts }
}
