import type { AuthorizationGrant } from '../../domain/grants/authorization-grant.ts'
import { asksFor, feedsOf, readersOf, type Telling, tellingsOf } from '../../domain/signals/telling.ts'
import type { Clock } from '../../ports/clock.ts'
import type { PartyStore } from '../../ports/parties/party-store.ts'
import type { ClientStore } from '../../ports/registry/client-store.ts'
import type { Tellings } from '../../ports/signals/tellings.ts'

interface Ports {
  readonly tellings: Pick<Tellings, 'hearings'>
  readonly clients: Pick<ClientStore, 'glance'>
  readonly parties: Pick<PartyStore, 'findAll'>
  readonly clock: Clock
}

/** Who was told that a consent was withdrawn, and who should have been; nobody for one that was not. */
export async function toldOfWithdrawal(
  { tellings, clients, parties, clock }: Ports,
  grant: AuthorizationGrant,
): Promise<readonly Telling[]> {
  const { state } = grant
  if (state.name !== 'revoked' || state.reason !== 'giver') return []
  const readers = readersOf(grant)
  const organizations = [...(await parties.findAll(readers)).values()].flatMap(one => one.organization ?? [])
  const hearings = await tellings.hearings(grant.id, feedsOf(grant, [...readers, ...organizations]))
  const listeners = await Promise.all(
    hearings
      .filter(({ at, eventsRequested }) => at ?? asksFor(eventsRequested, 'withdrawn'))
      .map(async ({ clientId, at }) => ({ client: await clients.glance(clientId), at })),
  )
  return tellingsOf(
    listeners.flatMap(({ client, at }) =>
      client ? [{ owner: client.owner, ownerName: client.ownerName, at }] : [],
    ),
    { withdrawnAt: state.at, now: clock.now() },
  )
}
