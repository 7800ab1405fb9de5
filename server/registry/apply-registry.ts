import type { ClientStore } from '../ports/registry/client-store.ts'
import type { MarketRegister } from '../ports/market/market-register.ts'
import type { Receivers } from '../ports/signals/receivers.ts'
import type { EntryStore, RegistryStore } from '../ports/registry/registry-store.ts'
import type { UnitOfWork } from '../ports/unit-of-work.ts'
import { changeClient, type ClientChange, Crossed, saveClient } from './change-client.ts'
import { assertFit, type Outside } from './assert-fit.ts'
import type { SecretPorts } from './client-secrets.ts'
import { toConsentResource, toConsentTemplate } from './consent-resource-entry.ts'
import { toDetailType } from './detail-type-entry.ts'
import { type MarketEntry, toMarketEntries } from './market-entry.ts'
import type { JudgingPorts } from './findings/file-findings.ts'
import type { KeepingPorts } from './findings/kept-findings.ts'
import type { Registry } from './read-registry.ts'
import { type AppliedReceiver, applyReceivers } from './receivers/apply-receivers.ts'
import type { RegistryFile } from './registry-schema.ts'
import { toPurpose, toResource } from './to-domain.ts'
import { toScopeDelegation, toTokenScope } from './token-scope-entry.ts'

interface Ports extends SecretPorts, JudgingPorts {
  readonly clients: ClientStore
  readonly marketRegister: MarketRegister
  readonly receivers: Receivers
  readonly units: { readonly unitOfWork: UnitOfWork }
}

export interface Applied {
  readonly kind:
    | 'resource'
    | 'purpose'
    | 'authorization details type'
    | 'scope'
    | 'delegation'
    | 'consent template'
    | 'consent resource'
    | 'market'
    | 'client'
    | 'receiver'
  /** Of a receiver the client and its name. */
  readonly id: string
  /** Only receivers are removed: those that a client in the file had and has no more. */
  readonly what: 'added' | 'changed' | 'same' | 'removed'
  /** Of a receiver. */
  readonly stream?: AppliedReceiver['stream']
}

/** Processes that start at once apply the same file at once. */
const attempts = 5

/**
 * Puts every entry of the file into the stores and returns what became of each. Applying the same file again changes
 * nothing; an entry that is not in the file is left alone. All of it or nothing: throws a `RegistryError` before anything
 * is written when an entry names what is neither in the file nor registered, or is something that endpoints would refuse,
 * and `storage.unavailable` when somebody else goes on changing the same clients.
 */
export const applyRegistry =
  (ports: Ports) =>
  async (registry: Registry): Promise<Applied[]> => {
    const outside = await assertFit(ports, registry)
    for (let attempt = 1; ; attempt++) {
      try {
        return await applyOnce(ports, registry.file, outside)
      } catch (error) {
        if (!(error instanceof Crossed) || attempt === attempts) throw error
      }
    }
  }

/** An entry of a file, and how it stood before and would stand after; neither for clients and the market. */
export interface Planned extends Applied {
  readonly before?: unknown
  readonly after?: unknown
}

class TakenBack extends Error {}

/** What applying the file would do, and throw; it is done and taken back, so that nothing is written. */
export const planRegistry =
  (ports: Ports) =>
  async (registry: Registry): Promise<readonly Planned[]> => {
    const outside = await assertFit(ports, registry)
    let planned: readonly Planned[] = []
    const takeBack = (all: readonly Planned[]) => {
      planned = all
      throw new TakenBack()
    }
    await applyOnce(ports, registry.file, outside, takeBack).catch(error => {
      if (!(error instanceof TakenBack)) throw error
    })
    return planned
  }

async function applyOnce(
  ports: Ports,
  file: RegistryFile,
  { secrets, receivers }: Outside,
  settle: (planned: readonly Planned[]) => void = () => {},
): Promise<Applied[]> {
  const clients = await Promise.all(
    file.clients.map((entry, index) => changeClient(ports, entry, secrets[index] ?? [])),
  )
  const before = await standingEntries(ports.registry, file)
  return ports.units.unitOfWork.run(async () => {
    const planned: Planned[] = [
      ...(await putEntries(ports.registry, file, before)),
      ...(file.market ? [await applyMarket(ports, file.market)] : []),
      ...(await saveClients(ports, clients)),
      ...(await applyReceivers(ports, clients, receivers)),
    ]
    settle(planned)
    return planned.map(({ before: _before, after: _after, ...applied }) => applied)
  })
}

interface Versioned {
  readonly version: number
}

interface Put {
  readonly kind: Applied['kind']
  readonly id: string
  readonly find: () => Promise<Versioned | undefined>
  readonly put: () => Promise<Versioned>
}

/** Every versioned entry of the file, in the order in which they name each other. */
const versioned = (registry: RegistryStore, file: RegistryFile): readonly Put[] => [
  ...file.resources.map(entry => ({
    kind: 'resource' as const,
    id: entry.audience,
    find: () => registry.findResource(entry.audience),
    put: () => registry.putResource(toResource(entry)),
  })),
  ...file.purposes.map(entry => ({
    kind: 'purpose' as const,
    id: entry.id,
    find: () => registry.findPurpose(entry.id),
    put: () => registry.putPurpose(toPurpose(entry)),
  })),
  ...ofStore(
    'authorization details type',
    registry.detailTypes,
    file.authorization_details_types.map(toDetailType),
  ),
  ...ofStore('scope', registry.tokenScopes, file.token_scopes.map(toTokenScope)),
  ...ofStore('delegation', registry.scopeDelegations, file.scope_delegations.map(toScopeDelegation)),
  ...ofStore('consent template', registry.consentTemplates, file.consent_templates.map(toConsentTemplate)),
  ...ofStore('consent resource', registry.consentResources, file.consent_resources.map(toConsentResource)),
]

const ofStore = <T extends Versioned & { readonly id: string }>(
  kind: Applied['kind'],
  store: EntryStore<T>,
  entries: readonly T[],
): Put[] =>
  entries.map(entry => ({
    kind,
    id: entry.id,
    find: () => store.find(entry.id),
    put: () => store.put(entry),
  }))

/** Read before anything is written, so that no reader is shown what may yet be undone. */
const standingEntries = (registry: RegistryStore, file: RegistryFile) =>
  Promise.all(versioned(registry, file).map(({ find }) => find()))

async function putEntries(
  registry: RegistryStore,
  file: RegistryFile,
  before: readonly (Versioned | undefined)[],
): Promise<Planned[]> {
  const planned: Planned[] = []
  for (const [index, { kind, id, put }] of versioned(registry, file).entries()) {
    const after = await put()
    planned.push({ kind, id, what: changeOf(before[index], after), before: before[index], after })
  }
  return planned
}

function changeOf(before: Versioned | undefined, after: Versioned): Applied['what'] {
  if (!before) return 'added'
  return before.version === after.version ? 'same' : 'changed'
}

async function applyMarket({ marketRegister }: Ports, entry: MarketEntry): Promise<Applied> {
  const isChanged = await marketRegister.put(toMarketEntries(entry))
  return { kind: 'market', id: 'market', what: isChanged ? 'changed' : 'same' }
}

async function saveClients(ports: Ports, changes: readonly ClientChange[]): Promise<Applied[]> {
  const applied: Applied[] = []
  for (const change of changes) {
    applied.push({ kind: 'client', id: change.client.id, what: await saveClient(ports, change) })
  }
  return applied
}

/** Throws what applying the file would throw of what is in it, and writes nothing. */
export const judgeRegistry =
  (ports: JudgingPorts & KeepingPorts) =>
  async (registry: Registry): Promise<void> =>
    void (await assertFit(ports, registry))
