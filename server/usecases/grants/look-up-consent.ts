import type { ConsentRequestId, PartyId } from '../../domain/ids.ts'
import type { AuthorizationGrant } from '../../domain/grants/authorization-grant.ts'
import { type ConsentRight, consentRights } from '../../domain/registry/consent-right.ts'
import type { ConsentRequest } from '../../domain/requests/consent-request.ts'
import type { PartyIdentifier } from '../../domain/party.ts'
import {
  consentStandingAt,
  type Hindrance,
  hindrancesAt,
  type Standing,
} from '../../domain/grants/standing.ts'
import { utcText } from '../../domain/text/utc-text.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ConsentStore } from '../../ports/requests/consent-store.ts'
import type { PartyStore } from '../../ports/parties/party-store.ts'

interface Ports {
  readonly consents: Pick<ConsentStore, 'findRequest' | 'findGrant' | 'findGiven'>
  readonly parties: Pick<PartyStore, 'revealAll'>
  readonly clock: Clock
}

/** A consent as it is at this moment: the request, the grant it gave, or a grant that came without a request. */
export interface LookedUpConsent {
  /** Of the request, else of the grant. */
  readonly id: string
  readonly request: ConsentRequest | undefined
  readonly grant: AuthorizationGrant | undefined
  readonly standing: Standing
  /** Everything that hinders its use, the end of its time first. */
  readonly hindrances: readonly Hindrance[]
  readonly from: NumberedParty
  readonly to: NumberedParty
  readonly handledBy: NumberedParty | undefined
  readonly rights: readonly ConsentRight[]
  /** When it was given. */
  readonly consentedAt: Date | undefined
  readonly validTo: Date
  /** The same in UTC, to the microsecond when it was asked so. */
  readonly validToText: string
  readonly annotations: Readonly<Record<string, string>>
}

export interface NumberedParty {
  readonly id: PartyId
  readonly identifier: PartyIdentifier
}

/**
 * The consent that an id names: of a request at any face, or of a grant that came without one; `undefined` when there is
 * none. Whether the caller may know of it is the caller's to judge. `waiting` is a request that was put this moment.
 */
export const lookUpConsent =
  (ports: Ports) =>
  async (id: string, waiting?: ConsentRequest): Promise<LookedUpConsent | undefined> => {
    const found = waiting ? foundRequest(waiting, undefined) : await find(ports, id)
    if (!found) return undefined
    const { consent, request, grant, validTo } = found
    const now = ports.clock.now()
    const standing = consentStandingAt(found, now)
    const known = await knownParties(ports, found)
    return {
      id: consent.id,
      request,
      grant,
      standing,
      hindrances: hindrancesAt({ standing, validTo }, now),
      from: known(found.from),
      to: known(found.to),
      handledBy: consent.handledBy && known(consent.handledBy),
      rights: consentRights(consent),
      consentedAt: grant?.createdAt,
      validTo,
      validToText: (request && askedText(request)) ?? utcText(validTo),
      annotations: consent.annotations,
    }
  }

interface Found {
  readonly consent: ConsentRequest | AuthorizationGrant
  readonly request: ConsentRequest | undefined
  readonly grant: AuthorizationGrant | undefined
  readonly from: PartyId
  readonly to: PartyId
  readonly validTo: Date
}

/** @NOTE Askers choose the ids of requests, so a request must not hide somebody's grant that has its id. */
async function find({ consents }: Ports, id: string): Promise<Found | undefined> {
  const [request, given] = await Promise.all([
    consents.findRequest(id as ConsentRequestId),
    consents.findGiven(id),
  ])
  if (given && given.requestId === undefined) return foundGrant(given)
  if (!request) return undefined
  const { state } = request
  const grant = state.name === 'accepted' ? (given ?? (await consents.findGrant(state.grantId))) : undefined
  return foundRequest(request, grant)
}

const foundRequest = (request: ConsentRequest, grant: AuthorizationGrant | undefined): Found => ({
  consent: request,
  request,
  grant,
  from: request.requestedFrom,
  to: request.requestedBy,
  validTo: grant?.validity.to ?? askedEnd(request),
})

const foundGrant = (grant: AuthorizationGrant): Found => ({
  consent: grant,
  request: undefined,
  grant,
  from: grant.grantedFor,
  to: grant.grantedTo,
  validTo: grant.validity.to,
})

const askedText = ({ asks }: ConsentRequest): string | undefined =>
  'until' in asks ? asks.untilText : undefined

const askedEnd = ({ asks, answerBy }: ConsentRequest): Date => ('until' in asks ? asks.until : answerBy)

async function knownParties({ parties }: Ports, { consent: { handledBy }, from, to }: Found) {
  const identifiers = await parties.revealAll([from, to, ...(handledBy ? [handledBy] : [])])
  return (id: PartyId): NumberedParty => {
    const identifier = identifiers.get(id)
    if (!identifier) throw new Error(`The party ${id} is not there`)
    return { id, identifier }
  }
}
