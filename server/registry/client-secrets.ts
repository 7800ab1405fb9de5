import type { Client, ClientSecret } from '../domain/client.ts'
import type { Clock } from '../ports/clock.ts'
import type { Ids } from '../ports/ids.ts'
import type { SecretHasher } from '../ports/secret-hasher.ts'
import type { Registry } from './read-registry.ts'
import type { ClientEntry } from './registry-schema.ts'

export interface SecretPorts {
  readonly secrets: Pick<SecretHasher, 'hash' | 'verify'>
  readonly clock: Clock
  readonly ids: Pick<Ids, 'uuid'>
}

type SecretEntry = ClientEntry['secrets'][number]

interface Before {
  readonly client: Client | undefined
  readonly readSecret: Registry['readSecret']
}

/** The secrets an entry names; those the client has already keep their id and age, so that applying again changes nothing. */
export const clientSecrets = (
  ports: SecretPorts,
  entries: readonly SecretEntry[],
  before: Before,
): Promise<ClientSecret[]> => Promise.all(entries.map(entry => toSecret(ports, entry, before)))

async function toSecret(
  ports: SecretPorts,
  entry: SecretEntry,
  { client, readSecret }: Before,
): Promise<ClientSecret> {
  const had = client?.secrets ?? []
  if ('secret_file' in entry) return fromText(ports, await readSecret(entry.secret_file), had)
  const [method, digest] =
    'secret_sha256' in entry
      ? (['sha256', entry.secret_sha256] as const)
      : (['scrypt', entry.secret_scrypt] as const)
  const same = had.find(one => one.method === method && one.digest === digest)
  return same ?? { id: ports.ids.uuid(), method, digest, createdAt: ports.clock.now() }
}

async function fromText(
  { secrets }: SecretPorts,
  secret: string,
  had: readonly ClientSecret[],
): Promise<ClientSecret> {
  for (const one of had) if (await secrets.verify(secret, [one])) return one
  return secrets.hash(secret)
}
