import type { Client } from '../../domain/registry/client.ts'
import { Problem } from '../../domain/problem.ts'
import type { ClientStore } from '../../ports/registry/client-store.ts'

/** The client, or throws `client.unknown`. */
export async function findClient(clients: Pick<ClientStore, 'registered'>, id: string): Promise<Client> {
  const client = await clients.registered(id)
  if (!client) throw new Problem('client.unknown', `There is no client ${id}`)
  return client
}
