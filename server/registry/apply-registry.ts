import { isDeepStrictEqual } from 'node:util'
import type { Client } from '../domain/client.ts'
import { Problem } from '../domain/problem.ts'
import type { ClientStore } from '../ports/client-store.ts'
import type { MarketRegister } from '../ports/market-register.ts'
import type { EntryStore, RegistryStore } from '../ports/registry-store.ts'
import { keyFindings, withLapsingKeys } from './client-keys.ts'
import { clientSecrets, type SecretPorts } from './client-secrets.ts'
import { toConsentResource, toConsentTemplate } from './consent-resource-entry.ts'
import { type MarketEntry, toMarketEntries } from './market-entry.ts'
import { nameFindings } from './name-findings.ts'
import type { Registry } from './read-registry.ts'
import { RegistryError } from './registry-error.ts'
import type { ClientEntry, RegistryFile } from './registry-schema.ts'
import { templateFindings } from './template-findings.ts'
import { toClient, toPurpose, toResource } from './to-domain.ts'
import { toScopeDelegation, toTokenScope } from './token-scope-entry.ts'

interface Ports extends SecretPorts {
  readonly registry: RegistryStore
  readonly clients: ClientStore
  readonly marketRegister: MarketRegister
}

export interface Applied {
  readonly kind:
    | 'resource'
    | 'purpose'
    | 'scope'
    | 'delegation'
    | 'consent template'
    | 'consent resource'
    | 'market'
    | 'client'
  readonly id: string
  readonly what: 'added' | 'changed' | 'same'
}

/**
 * Puts every entry of the file into the stores and tells what became of each. Applying the same file again changes
 * nothing; an entry that is not in the file is left alone. Throws a `RegistryError` before anything is written when an
 * entry names something that is neither in the file nor registered, or has a key that is not fit.
 */
export const applyRegistry =
  (ports: Ports) =>
  async ({ file, readSecret }: Registry): Promise<Applied[]> => {
    await assertFit(ports, file)
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
    applied.push(...(await applyVersioned(ports.registry, file)))
    if (file.market) applied.push(await applyMarket(ports, file.market))
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

const applyVersioned = async (registry: RegistryStore, file: RegistryFile): Promise<readonly Applied[]> => [
  ...(await applyEntries('scope', registry.tokenScopes, file.token_scopes.map(toTokenScope))),
  ...(await applyEntries(
    'delegation',
    registry.scopeDelegations,
    file.scope_delegations.map(toScopeDelegation),
  )),
  ...(await applyEntries(
    'consent template',
    registry.consentTemplates,
    file.consent_templates.map(toConsentTemplate),
  )),
  ...(await applyEntries(
    'consent resource',
    registry.consentResources,
    file.consent_resources.map(toConsentResource),
  )),
]

async function applyMarket({ marketRegister }: Ports, entry: MarketEntry): Promise<Applied> {
  const isChanged = await marketRegister.put(toMarketEntries(entry))
  return { kind: 'market', id: 'market', what: isChanged ? 'changed' : 'same' }
}

async function applyEntries<T extends Versioned & { readonly id: string }>(
  kind: Applied['kind'],
  store: EntryStore<T>,
  entries: readonly T[],
): Promise<Applied[]> {
  const applied: Applied[] = []
  for (const entry of entries) {
    const before = await store.find(entry.id)
    applied.push({ kind, id: entry.id, what: changeOf(before, await store.put(entry)) })
  }
  return applied
}

async function applyClient(
  ports: Ports,
  entry: ClientEntry,
  readSecret: Registry['readSecret'],
): Promise<Applied['what']> {
  const before = await ports.clients.find(entry.id)
  const secrets = await clientSecrets(ports, entry.secrets, { client: before, readSecret })
  const wanted = toClient(entry, { version: before?.version ?? 0, secrets })
  const client = withLapsingKeys(wanted, { before, at: ports.clock.now() })
  if (before && sameClient(before, client)) return 'same'
  if (!(await ports.clients.save(client))) {
    throw new Problem('storage.unavailable', `The client ${entry.id} changed meanwhile; apply again`)
  }
  return before ? 'changed' : 'added'
}

const sameClient = (a: Client, b: Client): boolean => isDeepStrictEqual(plain(a), plain(b))

/** Without what JSON does not keep apart: members that are undefined and members that are absent. */
const plain = (client: Client): unknown => JSON.parse(JSON.stringify(client))

async function assertFit({ registry, clients }: Ports, file: RegistryFile): Promise<void> {
  const wanted = file.clients.map(entry => toClient(entry, { version: 0, secrets: [] }))
  const findings = [
    ...(await nameFindings(registry, file)),
    ...(await templateFindings(registry, file)),
    ...keyFindings(wanted, await clients.list()),
  ]
  if (findings.length > 0) throw new RegistryError(findings)
}
