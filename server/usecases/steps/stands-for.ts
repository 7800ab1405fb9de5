import { mayActFor } from '../../domain/grants/token-exchange.ts'
import type { GrantedToken, LiveToken } from '../../ports/oauth/token-inspector.ts'
import type { PartyStore } from '../../ports/parties/party-store.ts'
import type { ClientStore } from '../../ports/registry/client-store.ts'
import { clientBehind } from './holder-of.ts'

interface Ports {
  readonly clients: Pick<ClientStore, 'find'>
  readonly parties: Pick<PartyStore, 'findAllByIdentifier'>
}

/**
 * Whether those who hand a token on are still who they were: the client that its consent was given through acts for those whom
 * the consent names, and each client that exchanged it may act for the one before.
 */
export const standsFor =
  (ports: Ports) =>
  async (face: string, { clientId, granted, holder }: LiveToken): Promise<boolean> => {
    const first = granted?.clientId ?? clientId
    if (!(await clientBehind(ports)({ face, clientId: first, holder }))) return false
    return granted === undefined || granted.actors.length === 0 || actorsStand(ports, face, granted)
  }

async function actorsStand(
  { clients }: Ports,
  face: string,
  { clientId, actors }: GrantedToken,
): Promise<boolean> {
  const found = await Promise.all(actors.map(id => clients.find(id)))
  return found.every(
    (client, index) => client?.face === face && mayActFor(client, actors[index - 1] ?? clientId),
  )
}
