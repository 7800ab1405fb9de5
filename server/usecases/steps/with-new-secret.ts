import type { Client } from '../../domain/registry/client.ts'
import type { SecretHasher } from '../../ports/secret-hasher.ts'

/** The client with a new secret first and, unless `only`, its newest one so far beside it. */
export function withNewSecret(
  client: Client,
  hasher: Pick<SecretHasher, 'generate'>,
  { only = false }: { only?: boolean } = {},
): { secret: string; changed: Client } {
  const { secret, kept } = hasher.generate()
  const before = client.secrets.toSorted(
    (a, b) => Number(new Date(b.createdAt)) - Number(new Date(a.createdAt)),
  )
  return { secret, changed: { ...client, secrets: [kept, ...(only ? [] : before.slice(0, 1))] } }
}
