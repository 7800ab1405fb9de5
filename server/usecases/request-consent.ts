import type { Asks, ConsentRequest, ConsentRequestId } from '../domain/consent-request.ts'
import { type EventId, requestEvent } from '../domain/event.ts'
import type { PartyIdentifier, PartyId } from '../domain/party.ts'
import { Problem } from '../domain/problem.ts'
import { allows, type Purpose, secondsFor } from '../domain/purpose.ts'
import type { Scope } from '../domain/scope.ts'
import { secondsOf, validity } from '../domain/validity.ts'
import type { Clock } from '../ports/clock.ts'
import type { ConsentStore } from '../ports/consent-store.ts'
import type { Ids } from '../ports/ids.ts'
import type { PartyStore } from '../ports/party-store.ts'
import type { RegistryStore } from '../ports/registry-store.ts'

interface Ports {
  readonly consents: Pick<ConsentStore, 'addRequest' | 'findRequest'>
  readonly registry: Pick<RegistryStore, 'findPurpose'>
  readonly parties: Pick<PartyStore, 'findOrAdd'>
  readonly clock: Clock
  readonly ids: Ids
}

export interface RequestConsent {
  /** Chosen by the caller when repeating the question must not ask twice. */
  readonly id: ConsentRequestId | undefined
  readonly face: string
  readonly clientId: string
  readonly requestedBy: NamedParty
  readonly handledBy: NamedParty | undefined
  readonly requestedFrom: PartyId
  readonly requestedTo: PartyId
  readonly purposeId: string
  readonly scopes: readonly Scope[]
  readonly message: string | undefined
  /** How long the permission shall last; the purpose's default when not said. */
  readonly seconds: number | undefined
  /** Its end, or whole years of the calendar, in place of seconds. */
  readonly lasts?: { readonly until: Date } | { readonly years: number } | undefined
  /** Whether it is for a single use; as the purpose has it when not said. */
  readonly singleUse?: boolean | undefined
  readonly answerBy: Date
  readonly annotations: Readonly<Record<string, string>>
}

/** The request that stands under the id, and whether this very call has put it there. */
export interface Requested {
  readonly request: ConsentRequest
  readonly isNew: boolean
}

interface NamedParty {
  readonly identifier: PartyIdentifier
  readonly name: string
}

/**
 * Asks. Repeating it with the same id gives the request that stands there already.
 * Throws `purpose.unknown`, `purpose.too-long` or `scope.unknown` for what the purpose does not allow.
 */
export const requestConsent =
  ({ consents, registry, parties, clock, ids }: Ports) =>
  async (command: RequestConsent): Promise<Requested> => {
    const purpose = await registry.findPurpose(command.purposeId)
    if (!purpose) throw new Problem('purpose.unknown', `There is no purpose ${command.purposeId}`)
    assertAllowed(purpose, command.scopes)

    const asker = await parties.findOrAdd(command.requestedBy.identifier, command.requestedBy.name)
    const handler =
      command.handledBy && (await parties.findOrAdd(command.handledBy.identifier, command.handledBy.name))
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
      message: command.message,
      requiredLevel: purpose.loginLevel,
      answerBy: command.answerBy,
      asks: asksOf(command, purpose, now),
      annotations: command.annotations,
      createdAt: now,
      state: { name: 'pending' },
    }

    const moment = { id: ids.uuid() as EventId, by: asker.id, at: request.createdAt }
    if (await consents.addRequest(request, requestEvent('requested', request, moment))) {
      return { request, isNew: true }
    }
    return { request: (await consents.findRequest(request.id)) ?? request, isNew: false }
  }

function asksOf({ seconds, lasts, singleUse }: RequestConsent, purpose: Purpose, now: Date): Asks {
  const use = { singleUse: singleUse ?? purpose.singleUse }
  if (!lasts) return { ...use, seconds: secondsFor(purpose, seconds) }
  if ('until' in lasts) secondsFor(purpose, secondsOf(validity(now, lasts.until)))
  return { ...use, ...lasts }
}

function assertAllowed(purpose: Purpose, scopes: readonly Scope[]): void {
  if (scopes.length === 0) throw new Problem('scope.unknown', 'A consent request must ask for something')
  const stranger = scopes.find(scope => !allows(purpose, scope))
  if (stranger)
    throw new Problem('scope.unknown', `The purpose ${purpose.id} does not allow ${stranger.permission}`)
}
