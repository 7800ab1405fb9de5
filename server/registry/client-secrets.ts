import { Problem } from '../domain/problem.ts'
import { isPrintable, longestSecret } from '../domain/registry/client-secret.ts'
import type { Client, ClientSecret } from '../domain/registry/client.ts'
import type { Clock } from '../ports/clock.ts'
import type { Ids } from '../ports/ids.ts'
import type { SecretHasher } from '../ports/secret-hasher.ts'
import { type Finding, findingsAt } from './findings/finding.ts'
import type { Registry } from './read-registry.ts'
import { RegistryError } from './registry-error.ts'
import type { ClientEntry } from './registry-schema.ts'

export interface SecretPorts {
  readonly secrets: Pick<SecretHasher, 'hash' | 'verify'>
  readonly clock: Clock
  readonly ids: Pick<Ids, 'uuid'>
}

type SecretEntry = ClientEntry['secrets'][number]

/** A secret of an entry: what is kept of it, or its text. */
export type ReadSecret = Exclude<SecretEntry, { secret_file: string }> | { readonly text: string }

/** The secrets of every client in the file, in its order, with those read that lie in files of their own. */
export async function readSecrets({
  file,
  readSecret,
}: Registry): Promise<{ secrets: readonly (readonly ReadSecret[])[]; findings: readonly Finding[] }> {
  const findings: Finding[] = []
  const read = async (entry: SecretEntry, at: Finding): Promise<ReadSecret[]> => {
    if (!('secret_file' in entry)) return [entry]
    const [text, wrong] = await readSecret(entry.secret_file).then(judged, unreadable)
    if (wrong === undefined) return [{ text }]
    findings.push({ ...at, text: `${at.text}${wrong}` })
    return []
  }
  const secrets = await Promise.all(
    file.clients.map(async ({ id, secrets: entries }, index) => {
      const found = findingsAt('clients', index, id)
      const each = entries.map((entry, at) => read(entry, found(['secrets', at, 'secret_file'], '')))
      return (await Promise.all(each)).flat()
    }),
  )
  return { secrets, findings }
}

/** The secret in the text of a file, whose last line may end or not; and what is wrong with it. */
function judged(written: string): [text: string, wrong: string | undefined] {
  const text = written.replace(/^\ufeff/, '').replace(/[\r\n]+$/, '')
  if (!isPrintable(text) || text.length > longestSecret) {
    return [
      text,
      `must hold a secret of 1 to ${longestSecret} printable ASCII characters (RFC 6749 appendix A.2)`,
    ]
  }
  return [
    text,
    text === text.trim() ? undefined : 'must hold a secret that neither begins nor ends in a space',
  ]
}

function unreadable(error: unknown): [text: string, wrong: string] {
  if (error instanceof RegistryError) return ['', error.message]
  throw error
}

/** What is kept of secrets; those the client has already keep their id and age, so that applying again changes nothing. */
export const keptSecrets = (
  ports: SecretPorts,
  entries: readonly ReadSecret[],
  client: Client | undefined,
): Promise<ClientSecret[]> => Promise.all(entries.map(entry => toSecret(ports, entry, client?.secrets ?? [])))

async function toSecret(
  ports: SecretPorts,
  entry: ReadSecret,
  had: readonly ClientSecret[],
): Promise<ClientSecret> {
  if ('text' in entry) return fromText(ports, entry.text, had)
  if ('secret_kept' in entry) return keptOne(entry.secret_kept, had)
  const [method, digest] =
    'secret_sha256' in entry
      ? (['sha256', entry.secret_sha256] as const)
      : (['scrypt', entry.secret_scrypt] as const)
  const same = had.find(one => one.method === method && one.digest === digest)
  return same ?? { id: ports.ids.uuid(), method, digest, createdAt: ports.clock.now() }
}

function keptOne(id: string, had: readonly ClientSecret[]): ClientSecret {
  const kept = had.find(one => one.id === id)
  if (kept) return kept
  throw new Problem('storage.unavailable', `The secret ${id} is there no more; apply again`)
}

async function fromText(
  { secrets }: SecretPorts,
  secret: string,
  had: readonly ClientSecret[],
): Promise<ClientSecret> {
  for (const one of had) if (await secrets.verify(secret, [one])) return one
  return secrets.hash(secret)
}
