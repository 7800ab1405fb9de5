import { isDeepStrictEqual } from 'node:util'
import type { Client } from '../domain/registry/client.ts'
import { Problem } from '../domain/problem.ts'
import type { ClientStore } from '../ports/registry/client-store.ts'
import { withLapsingKeys } from './client-keys.ts'
import { keptSecrets, type ReadSecret, type SecretPorts } from './client-secrets.ts'
import type { ClientEntry } from './registry-schema.ts'
import { toClient } from './to-domain.ts'

export interface ClientChange {
  readonly before: Client | undefined
  readonly client: Client
}

/** Somebody else changed a client between reading and writing. */
export class Crossed extends Problem<'storage.unavailable'> {}

interface Ports extends SecretPorts {
  readonly clients: Pick<ClientStore, 'registered'>
}

/** A client as it stands, and as its entry has it. */
export async function changeClient(
  ports: Ports,
  entry: ClientEntry,
  secrets: readonly ReadSecret[],
): Promise<ClientChange> {
  const before = await ports.clients.registered(entry.id)
  const kept = await keptSecrets(ports, secrets, before)
  const wanted = toClient(entry, { version: before?.version ?? 0, secrets: kept })
  const client = withLapsingKeys(wanted, { before, at: ports.clock.now() })
  return { before, client: { ...client, suspendedAt: before?.suspendedAt } }
}

/** Throws a `Crossed` when another version stands by now. */
export async function saveClient(
  { clients }: { readonly clients: Pick<ClientStore, 'save'> },
  { before, client }: ClientChange,
): Promise<'same' | 'changed' | 'added'> {
  if (before !== undefined && sameClient(before, client)) return 'same'
  if (!(await clients.save(client))) {
    throw new Crossed('storage.unavailable', `The client ${client.id} changed meanwhile; apply again`)
  }
  return before ? 'changed' : 'added'
}

const sameClient = (a: Client, b: Client): boolean => isDeepStrictEqual(plain(a), plain(b))

/** Without what JSON does not keep apart: members that are undefined and members that are absent. */
const plain = (client: Client): unknown => JSON.parse(JSON.stringify(client))
