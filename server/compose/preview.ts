import type { Config } from '../config/config.ts'
import type { Brought } from '../faces/tools/preview-tools.ts'
import type { Assets } from '../http/pages/assets.ts'
import type { PreviewedPage } from '../ports/registry/entry-preview.ts'
import { applyRegistry } from '../registry/apply-registry.ts'
import { toConsentResource, toConsentTemplate } from '../registry/consent-resource-entry.ts'
import { toMarketEntries } from '../registry/market-entry.ts'
import type { Registry } from '../registry/read-registry.ts'
import type { RegistryFile } from '../registry/registry-schema.ts'
import { toClient, toPurpose } from '../registry/to-domain.ts'
import { openLook } from './look.ts'
import { openMemoryStores } from './memory-stores.ts'
import { type NamedPreview, openPreviews, pagesOf, type Previewing, toolsFor } from './previewed-pages.ts'
import type { Stores } from './storage.ts'

export interface Preview {
  readonly pages: readonly PreviewedPage[]
  readonly assets: Pick<Assets, 'files'>
}

/**
 * Every page that the consent types of a declarative file give, in the operator's look. The file is applied to an empty
 * database in memory: the operator's own is neither read nor written. Throws what applying it throws.
 */
export async function previewRegistry(config: Config, registry: Registry): Promise<Preview> {
  const { renderer, assets } = openLook(config)
  const stores = await openMemoryStores(config)
  try {
    return { pages: await previewPages({ config, stores, renderer }, registry), assets }
  } finally {
    await stores.close()
  }
}

interface Parts extends Previewing {
  readonly config: Pick<Config, 'faces' | 'publicUrl'>
  readonly stores: Stores
}

async function previewPages(parts: Parts, registry: Registry): Promise<readonly PreviewedPage[]> {
  const { config, stores } = parts
  const previews = openPreviews(
    toolsFor({ ...parts, publicUrl: config.publicUrl ?? 'http://localhost' }),
    config,
  )
  await registerOwn(stores, previews)
  await applyRegistry(stores)(registry)
  return pagesOf(parts, previews, broughtBy(registry.file))
}

async function registerOwn({ registry }: Pick<Stores, 'registry'>, previews: readonly NamedPreview[]) {
  for (const { registry: own } of previews) {
    for (const resource of own?.resources ?? []) await registry.putResource(resource)
    for (const purpose of own?.purposes ?? []) await registry.putPurpose(purpose)
  }
}

const broughtBy = (file: RegistryFile): Brought => ({
  clients: file.clients.map(entry => toClient(entry, { version: 0, secrets: [] })),
  purposes: file.purposes.map(toPurpose),
  consentTemplates: file.consent_templates.map(toConsentTemplate),
  consentResources: file.consent_resources.map(toConsentResource),
  market: file.market && toMarketEntries(file.market),
})
