import { sha256 } from '../../adapters/crypto/sha256.ts'
import { markdownIt } from '../../adapters/markdown/markdown-it.ts'
import type { Config } from '../config/config.ts'
import { organization, person } from '../domain/party.ts'
import { type Language, languages } from '../domain/text/text.ts'
import type { FacePreview } from '../faces/face-module.ts'
import { faces } from '../faces/index.ts'
import type { Brought, PreviewTools, ReadQuestion, Sample } from '../faces/tools/preview-tools.ts'
import type { Assets } from '../http/pages/assets.ts'
import type { PageRenderer } from '../ports/page-renderer.ts'
import { applyRegistry } from '../registry/apply-registry.ts'
import { toConsentResource, toConsentTemplate } from '../registry/consent-resource-entry.ts'
import { toMarketEntries } from '../registry/market-entry.ts'
import type { Registry } from '../registry/read-registry.ts'
import type { RegistryFile } from '../registry/registry-schema.ts'
import { toClient, toPurpose } from '../registry/to-domain.ts'
import { processorsFor } from '../usecases/steps/processors-for.ts'
import { privacyFor } from '../usecases/steps/privacy-for.ts'
import { composeRequest } from '../usecases/steps/compose-request.ts'
import { wordQuestion } from '../wording/house-question.ts'
import { openLook } from './look.ts'
import { openMemoryStores } from './memory-stores.ts'
import type { Stores } from './storage.ts'

/** The page that one consent type of a file gives in one language. */
export interface PreviewedPage {
  readonly face: string
  readonly type: string
  readonly giver: Sample['giver']
  readonly language: Language
  /** With these addresses of its other languages and of its plain text. */
  html(links: PageLinks): string
  /** What would be kept and hashed. */
  readonly text: string
}

export interface PageLinks {
  readonly languages: Readonly<Record<Language, string>>
  readonly text: string
}

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

interface Parts {
  readonly config: Pick<Config, 'faces' | 'publicUrl'>
  readonly stores: Stores
  readonly renderer: PageRenderer
}

interface Previewing extends Pick<Parts, 'stores' | 'renderer'> {
  readonly show: NonNullable<FacePreview['page']>
}

interface NamedPreview extends FacePreview {
  readonly face: string
}

async function previewPages(
  { config, stores, renderer }: Parts,
  registry: Registry,
): Promise<readonly PreviewedPage[]> {
  const tools: PreviewTools = {
    ...stores,
    renderer,
    markdown: markdownIt(),
    digest: sha256,
    publicUrl: config.publicUrl ?? 'http://localhost',
  }
  const previews = faces.flatMap(({ name, preview }) =>
    preview ? [{ ...preview(tools, config.faces[name] ?? {}), face: name }] : [],
  )
  await registerOwn(stores, previews)
  await applyRegistry(stores)(registry)
  const show = previews.find(({ page }) => page)?.page
  if (!show) return []
  const brought = broughtBy(registry.file)
  const pages: PreviewedPage[] = []
  for (const preview of previews) {
    for (const sample of (await preview.samples?.(brought)) ?? [])
      pages.push(...(await pagesOf({ stores, renderer, show }, preview, sample)))
  }
  return pages
}

async function registerOwn({ registry }: Pick<Stores, 'registry'>, previews: readonly FacePreview[]) {
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

/** Made up. */
const people = {
  person: { identifier: person('14842249091'), name: 'Kari Eksempel' },
  organization: { identifier: organization('310000027'), name: 'FORETAK EKSEMPEL AS' },
}

async function pagesOf(
  { stores, renderer, show }: Previewing,
  { face, question: word }: NamedPreview,
  { type, giver, asks }: Sample,
): Promise<readonly PreviewedPage[]> {
  const add = ({ identifier, name }: (typeof people)[Sample['giver']]) =>
    stores.parties.findOrAdd(identifier, name)
  const [reader, from] = [await add(people.person), await add(people[giver])]
  const { request, purpose, parties } = await composeRequest(
    stores,
    {
      ...asks,
      id: undefined,
      face,
      requestedFrom: from.id,
      requestedTo: from.id,
      message: undefined,
      answerBy: stores.clock.now(),
    },
    'page',
  )
  const asked = {
    request,
    purpose,
    parties: new Map([...parties, [from.id, from]]),
    at: request.createdAt,
    privacy: await privacyFor(stores, request, purpose),
    processors: await processorsFor(stores)(request, purpose),
  }
  return Promise.all(
    languages.map(async (language): Promise<PreviewedPage> => {
      const tools = { renderer, registry: stores.registry }
      const question = await wordQuestion(tools, { asked, dialect: { question: word } }, language)
      const read: ReadQuestion = { question, asked, reader }
      const { view, model, text } = show(read)
      const html = (page: PageLinks) => renderer.page(view, language, { ...model, page })
      return { face, type, giver, language, html, text }
    }),
  )
}
