import type {
  ExportedConsent,
  ExportedRequest,
  KeptConsent,
  KeptDelivery,
  KeptRequest,
} from '../../domain/exported-party.ts'
import { type AuthorizationGrant, grantStatusAt } from '../../domain/grants/authorization-grant.ts'
import { deletionStatusAt } from '../../domain/grants/deletion.ts'
import type { PartyId } from '../../domain/ids.ts'
import { requestStatusAt } from '../../domain/requests/consent-request.ts'
import type { Clock } from '../../ports/clock.ts'
import type { PartyStore } from '../../ports/parties/party-store.ts'
import type { ClientStore } from '../../ports/registry/client-store.ts'
import type { RegistryStore } from '../../ports/registry/registry-store.ts'
import { privacyFor } from './privacy-for.ts'
import { processorsFor } from './processors-for.ts'

interface Ports {
  readonly clients: Pick<ClientStore, 'glance' | 'acting'>
  readonly registry: Pick<RegistryStore, 'findPurpose'>
  readonly parties: Pick<PartyStore, 'findAll'>
  readonly clock: Clock
}

/** Pages of consents with what stands beside them: whom they name, what for, and how the information is handled. */
export async function* consentPages(
  ports: Ports,
  kept: AsyncIterable<readonly KeptConsent[]>,
): AsyncGenerator<readonly ExportedConsent[]> {
  const termsOf = termsByAsker(ports)
  for await (const page of kept) {
    const parties = await ports.parties.findAll(named(page.flatMap(namedByConsent)))
    const now = ports.clock.now()
    yield await Promise.all(
      page.map(async one => ({
        ...one,
        ...(await termsOf(one.grant)),
        deliveries: await Promise.all(one.deliveries.map(delivery => withReceiver(ports, delivery))),
        status: grantStatusAt(one.grant, now),
        deletionStatus: one.deletion && deletionStatusAt(one.deletion, now),
        parties,
      })),
    )
  }
}

const withReceiver = async ({ clients }: Pick<Ports, 'clients'>, delivery: KeptDelivery) => ({
  ...delivery,
  receiver: (await clients.glance(delivery.clientId))?.ownerName ?? delivery.clientId,
})

/** The same of requests. */
export async function* requestPages(
  ports: Ports,
  kept: AsyncIterable<readonly KeptRequest[]>,
): AsyncGenerator<readonly ExportedRequest[]> {
  for await (const page of kept) {
    const parties = await ports.parties.findAll(named(page.flatMap(namedByRequest)))
    const now = ports.clock.now()
    yield await Promise.all(
      page.map(async one => ({
        ...one,
        purpose: await ports.registry.findPurpose(one.request.purpose.id, one.request.purpose.version),
        status: requestStatusAt(one.request, now),
        parties,
      })),
    )
  }
}

type Terms = Pick<ExportedConsent, 'purpose' | 'privacy' | 'processors'>

/** Once for all consents of a client for a purpose. */
function termsByAsker(ports: Ports): (grant: AuthorizationGrant) => Promise<Terms> {
  const known = new Map<string, Promise<Terms>>()
  const read = async (grant: AuthorizationGrant): Promise<Terms> => {
    const purpose = await ports.registry.findPurpose(grant.purpose.id, grant.purpose.version)
    return {
      purpose,
      privacy: await privacyFor(ports, grant, purpose),
      processors: purpose ? await processorsFor(ports)(grant, purpose) : [],
    }
  }
  return grant => {
    const { clientId, face, purpose, handledBy } = grant
    const key = JSON.stringify([clientId, face, purpose.id, purpose.version, handledBy !== undefined])
    const terms = known.get(key) ?? read(grant)
    known.set(key, terms)
    return terms
  }
}

const named = (ids: readonly (PartyId | undefined)[]): readonly PartyId[] => [
  ...new Set(ids.filter(id => id !== undefined)),
]

const namedByConsent = ({ grant, events, uses }: KeptConsent): readonly (PartyId | undefined)[] => [
  grant.grantedFor,
  grant.grantedBy,
  grant.grantedTo,
  grant.handledBy,
  ...events.map(({ by }) => by),
  ...uses.flatMap(({ onBehalf }) => (onBehalf ? [onBehalf.by, onBehalf.of] : [])),
]

const namedByRequest = ({ request, events }: KeptRequest): readonly (PartyId | undefined)[] => [
  request.requestedBy,
  request.handledBy,
  request.requestedFrom,
  request.requestedTo,
  ...events.map(({ by }) => by),
]
