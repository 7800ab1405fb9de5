import { isDeepStrictEqual } from 'node:util'
import type { Client } from '../domain/client.ts'
import { Problem } from '../domain/problem.ts'
import type { ClientStore } from '../ports/client-store.ts'
import type { RegistryStore } from '../ports/registry-store.ts'
import { clientSecrets, type SecretPorts } from './client-secrets.ts'
import type { Registry } from './read-registry.ts'
import { RegistryError } from './registry-error.ts'
import type { ClientEntry, RegistryFile } from './registry-schema.ts'
import { toClient, toPurpose, toResource } from './to-domain.ts'

interface Ports extends SecretPorts {
  readonly registry: RegistryStore
  readonly clients: ClientStore
}

export interface Applied {
  readonly kind: 'resource' | 'purpose' | 'client'
  readonly id: string
  readonly what: 'added' | 'changed' | 'same'
}

/**
 * Puts every entry of the file into the stores and tells what became of each. Applying the same file again changes
 * nothing; an entry that is not in the file is left alone. Throws a `RegistryError` before anything is written when an
 * entry names an audience or a purpose that is neither in the file nor registered.
 */
export const applyRegistry =
  (ports: Ports) =>
  async ({ file, readSecret }: Registry): Promise<Applied[]> => {
    await assertNamesExist(ports, file)
    const applied: Applied[] = []
    for (const entry of file.resources) {
      const before = await ports.registry.findResource(entry.audience)
      const after = await ports.registry.putResource(toResource(entry))
      applied.push({ kind: 'resource', id: entry.audience, what: changeOf(before, after) })
    }
    for (const entry of file.purposes) {
      const before = await ports.registry.findPurpose(entry.id)
      const after = await ports.registry.putPurpose(toPurpose(entry))
      applied.push({ kind: 'purpose', id: entry.id, what: changeOf(before, after) })
    }
    for (const entry of file.clients) {
      applied.push({ kind: 'client', id: entry.id, what: await applyClient(ports, entry, readSecret) })
    }
    return applied
  }

interface Versioned {
  readonly version: number
}

function changeOf(before: Versioned | undefined, after: Versioned): Applied['what'] {
  if (!before) return 'added'
  return before.version === after.version ? 'same' : 'changed'
}

async function applyClient(
  ports: Ports,
  entry: ClientEntry,
  readSecret: Registry['readSecret'],
): Promise<Applied['what']> {
  const before = await ports.clients.find(entry.id)
  const secrets = await clientSecrets(ports, entry.secrets, { client: before, readSecret })
  const client = toClient(entry, { version: before?.version ?? 0, secrets })
  if (before && sameClient(before, client)) return 'same'
  if (!(await ports.clients.save(client))) {
    throw new Problem('storage.unavailable', `The client ${entry.id} changed meanwhile; apply again`)
  }
  return before ? 'changed' : 'added'
}

const sameClient = (a: Client, b: Client): boolean => isDeepStrictEqual(plain(a), plain(b))

/** Without what JSON does not keep apart: members that are undefined and members that are absent. */
const plain = (client: Client): unknown => JSON.parse(JSON.stringify(client))

async function assertNamesExist({ registry }: Ports, file: RegistryFile): Promise<void> {
  const audiences = new Set(file.resources.map(resource => resource.audience))
  const purposes = new Set(file.purposes.map(purpose => purpose.id))
  for (const resource of await registry.listResources()) audiences.add(resource.audience)
  for (const purpose of await registry.listPurposes()) purposes.add(purpose.id)
  const findings = file.clients.flatMap(client => [
    ...[...client.audiences, client.resource_server_for ?? []]
      .flat()
      .filter(audience => !audiences.has(audience))
      .map(audience => `clients.${client.id}: the audience ${audience} is not among the resources`),
    ...client.purposes
      .filter(purpose => !purposes.has(purpose))
      .map(purpose => `clients.${client.id}: the purpose ${purpose} is not among the purposes`),
  ])
  if (findings.length > 0) throw new RegistryError(findings)
}
