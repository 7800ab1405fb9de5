import type { Operator } from '../../domain/operators/operator.ts'
import { Problem } from '../../domain/problem.ts'
import type { Client } from '../../domain/registry/client.ts'
import type { ClientStore } from '../../ports/registry/client-store.ts'
import type { ClientEntries, Entry } from '../../ports/registry/registry-entries.ts'

/** What every command about one client says. */
export interface ClientCommand {
  readonly operator: Operator
  readonly id: string
  readonly reason?: string | undefined
  readonly traceId?: string | undefined
}

export interface ShownClient {
  readonly client: Client
  /** As the declarative file has it. */
  readonly entry: Entry
}

/** The client as it is now. Throws `client.unknown`. */
export async function clientNow(
  { clients }: { readonly clients: Pick<ClientStore, 'registered'> },
  id: string,
): Promise<Client> {
  const client = await clients.registered(id)
  if (!client) throw new Problem('client.unknown', `There is no client ${id}`)
  return client
}

/** The scopes that an entry says, before anything of it was judged. */
export const scopesSaid = (entry: unknown): readonly unknown[] =>
  entry !== null && typeof entry === 'object' && 'scopes' in entry && Array.isArray(entry.scopes)
    ? (entry.scopes as readonly unknown[])
    : []

/** For a change of a version that is no longer the newest. */
export const staleClient = (id: string): Problem =>
  new Problem('version.stale', `The client ${id} changed meanwhile`)

/** As an act tells how a client stood or stands: its entry, in which no secret is. */
export const statedClient = async (entries: Pick<ClientEntries, 'show'>, client: Client) => ({
  version: client.version,
  entry: await entries.show(client),
})
