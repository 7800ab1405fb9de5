import { lintPage } from '../wording/lint/lint-page.ts'
import type { Config } from '../config/config.ts'
import type { PartyId } from '../domain/ids.ts'
import type { KnownParty, PartyIdentifier } from '../domain/party.ts'
import type { EntryKind } from '../domain/registry/entry-kind.ts'
import type { Brought, Sample } from '../faces/tools/preview-tools.ts'
import type { EntryPreview } from '../ports/registry/entry-preview.ts'
import type { EntryTypes, RegistryStore } from '../ports/registry/registry-store.ts'
import { overlaidRegistry } from '../registry/entries/overlaid-registry.ts'
import { assertForm } from '../registry/entries/judge-file.ts'
import { entryForms } from '../registry/to-entry/entry-forms.ts'
import { openPreviews, pagesOf, type Previewing, toolsFor } from './previewed-pages.ts'
import type { Stores } from './storage.ts'

interface Parts extends Pick<Previewing, 'renderer'> {
  readonly config: Pick<Config, 'faces'>
  readonly publicUrl: string
  readonly stores: Pick<Stores, 'registry' | 'clients' | 'clock' | 'ids'>
}

/** Consent types of which pages are made for one entry: a page each and language. */
const mostTypes = 4

/** Pages of an entry among what is registered: read, and never written to. People and organizations on them are made up. */
export const entryPreview = ({ config, publicUrl, stores, renderer }: Parts): EntryPreview => ({
  async pages(kind, written) {
    assertForm(`${kind}s`, written)
    const registry = overlaidRegistry(stores.registry)
    const { brought, isWanted } = await bring({ registry, clients: stores.clients }, kind, written)
    const parts: Previewing = {
      stores: { ...stores, registry, parties: madeUpParties(stores.ids) },
      renderer,
    }
    const previews = openPreviews(toolsFor({ ...parts, publicUrl }), config)
    const pages = await pagesOf(parts, previews, brought, firstOf(mostTypes, isWanted))
    return pages.map(page => ({
      ...page,
      hints: lintPage({ ...page, where: '' }).map(({ where, language, what }) => ({
        where,
        language,
        text: what,
      })),
    }))
  },
})

interface Wanted {
  readonly brought: Brought
  readonly isWanted: (sample: Sample) => boolean
}

type Standing = Pick<Stores, 'clients'> & { readonly registry: RegistryStore }

/** Puts the entry on top of what is registered. Gives who and what shows it. */
async function bring<K extends EntryKind>(
  { registry, clients }: Standing,
  kind: K,
  written: unknown,
): Promise<Wanted> {
  const entry = await registry.kinds[kind].put(entryForms[kind].read(written) as EntryTypes[K])
  const id = entryForms[kind].idOf(entry)
  const brought: Brought = {
    clients: await clients.list(),
    purposes: await registry.listPurposes(),
    consentTemplates: await registry.consentTemplates.list(),
    consentResources: (await registry.consentResources.list()).filter(
      one => (kind === 'consent_resource' ? one.id : one.template) === id,
    ),
    market: undefined,
  }
  const isWanted: Readonly<Record<EntryKind, (sample: Sample) => boolean>> = {
    purpose: ({ asks }) => asks.purposeId === id,
    resource: ({ asks }) => asks.scopes.some(({ resourceId }) => resourceId === id),
    consent_resource: ({ asks }) => asks.rights !== undefined,
    consent_template: ({ asks }) => asks.rights !== undefined,
    authorization_details_type: () => false,
    token_scope: () => false,
    scope_delegation: () => false,
  }
  return { brought, isWanted: isWanted[kind] }
}

/** The first so many of these. */
function firstOf(most: number, isWanted: Wanted['isWanted']): Wanted['isWanted'] {
  let found = 0
  return sample => isWanted(sample) && ++found <= most
}

/** Nobody whom the house knows. */
function madeUpParties({ uuid }: Pick<Stores['ids'], 'uuid'>): Previewing['stores']['parties'] {
  const known = new Map<string, KnownParty>()
  const keyOf = ({ scheme, value }: PartyIdentifier) => `${scheme} ${value}`
  return {
    async findOrAdd(identifier, displayName = '') {
      const party: KnownParty = known.get(keyOf(identifier)) ?? {
        id: uuid() as PartyId,
        kind: identifier.kind,
        displayName,
        identifier: identifier.kind === 'person' ? undefined : identifier,
      }
      known.set(keyOf(identifier), party)
      return party
    },
    findAllByIdentifier: async identifiers => identifiers.map(one => known.get(keyOf(one))),
    belong: async () => undefined,
  }
}
