import type { ClientStore } from '../../ports/registry/client-store.ts'
import type { Receivers } from '../../ports/signals/receivers.ts'
import type { ClientEntry, RegistryFile } from '../registry-schema.ts'
import { type Finding, findingsAt, type Wrong } from './finding.ts'

export interface KeepingPorts {
  readonly clients: Pick<ClientStore, 'list'>
  readonly receivers: Pick<Receivers, 'registered'>
}

/** Secrets that a file leaves as they are, and that are not here: it was written at another place, or before they went. */
export async function keptFindings(
  { clients, receivers }: KeepingPorts,
  { clients: entries }: Pick<RegistryFile, 'clients'>,
): Promise<readonly Finding[]> {
  if (!entries.some(keepsSome)) return []
  const standing = new Map((await clients.list()).map(client => [client.id, client]))
  const findings = await Promise.all(
    entries.map(async (entry, index) => {
      const found = findingsAt('clients', index, entry.id)
      const secrets = new Set(standing.get(entry.id)?.secrets.map(({ id }) => id))
      const streams = standing.has(entry.id) ? await receivers.registered(entry.id) : []
      const kept = new Set(streams.map(({ name, delivery }) => `${delivery.kind} ${name}`))
      return [...missingSecrets(entry, secrets), ...missingReceivers(entry, kept)].map(wrong =>
        found(...wrong),
      )
    }),
  )
  return findings.flat()
}

const keepsSome = ({ secrets, webhooks, streams }: ClientEntry): boolean =>
  secrets.some(one => 'secret_kept' in one) ||
  webhooks.some(one => one.secret_kept) ||
  streams.some(one => one.authorization_kept)

const missingSecrets = ({ secrets }: ClientEntry, known: ReadonlySet<string>): readonly Wrong[] =>
  secrets.flatMap((one, at): Wrong[] =>
    !('secret_kept' in one) || known.has(one.secret_kept)
      ? []
      : [[['secrets', at], 'is not here; say its secret_sha256, secret_scrypt or secret_file']],
  )

const missingReceivers = (
  { webhooks, streams }: ClientEntry,
  known: ReadonlySet<string>,
): readonly Wrong[] => [
  ...webhooks.flatMap(({ name, secret_kept }, at): Wrong[] =>
    !secret_kept || known.has(`webhook ${name}`)
      ? []
      : [[['webhooks', at, 'secret_kept'], 'is not here; say its secret_file']],
  ),
  ...streams.flatMap(({ name, method, authorization_kept }, at): Wrong[] =>
    !authorization_kept || known.has(`${method} ${name}`)
      ? []
      : [[['streams', at, 'authorization_kept'], 'is not here; say its authorization_file']],
  ),
]
