import { sha256 } from '../../adapters/crypto/sha256.ts'
import { markdownIt } from '../../adapters/markdown/markdown-it.ts'
import type { Config } from '../config/config.ts'
import { organization, person } from '../domain/party.ts'
import { languages } from '../domain/text/text.ts'
import type { FacePreview } from '../faces/face-module.ts'
import { faces } from '../faces/index.ts'
import type { Brought, PreviewTools, ReadQuestion, Sample } from '../faces/tools/preview-tools.ts'
import type { Clock } from '../ports/clock.ts'
import type { Ids } from '../ports/ids.ts'
import type { PageRenderer } from '../ports/page-renderer.ts'
import type { PartyStore } from '../ports/parties/party-store.ts'
import type { ClientStore } from '../ports/registry/client-store.ts'
import type { PreviewedPage } from '../ports/registry/entry-preview.ts'
import type { RegistryStore } from '../ports/registry/registry-store.ts'
import { composeRequest } from '../usecases/steps/compose-request.ts'
import { privacyFor } from '../usecases/steps/privacy-for.ts'
import { processorsFor } from '../usecases/steps/processors-for.ts'
import { wordQuestion } from '../wording/house-question.ts'

/** What questions are composed, worded and shown from. */
export interface Previewing {
  readonly stores: {
    readonly registry: RegistryStore
    readonly clients: Pick<ClientStore, 'glance' | 'acting'>
    readonly parties: Pick<PartyStore, 'findOrAdd' | 'findAllByIdentifier' | 'belong'>
    readonly clock: Clock
    readonly ids: Ids
  }
  readonly renderer: PageRenderer
}

export interface NamedPreview extends FacePreview {
  readonly face: string
}

export const toolsFor = ({
  stores: { registry, clock },
  renderer,
  publicUrl,
}: Previewing & { readonly publicUrl: string }): PreviewTools => ({
  registry,
  clock,
  renderer,
  publicUrl,
  markdown: markdownIt(),
  digest: sha256,
})

/** What every face makes of what is to be shown. */
export const openPreviews = (tools: PreviewTools, config: Pick<Config, 'faces'>): readonly NamedPreview[] =>
  faces.flatMap(({ name, preview }) =>
    preview ? [{ ...preview(tools, config.faces[name] ?? {}), face: name }] : [],
  )

type Show = NonNullable<FacePreview['page']>

/** Every page of the consent types that are brought, or of those that are wanted. */
export async function pagesOf(
  parts: Previewing,
  previews: readonly NamedPreview[],
  brought: Brought,
  isWanted: (sample: Sample) => boolean = () => true,
): Promise<readonly PreviewedPage[]> {
  const show = previews.find(({ page }) => page)?.page
  if (!show) return []
  const pages: PreviewedPage[] = []
  for (const preview of previews) {
    const samples = (await preview.samples?.(brought)) ?? []
    for (const sample of samples.filter(isWanted))
      pages.push(...(await pagesFor(parts, preview, sample, show)))
  }
  return pages
}

/** Made up. */
const people = {
  person: { identifier: person('14842249091'), name: 'Kari Eksempel' },
  organization: { identifier: organization('310000027'), name: 'FORETAK EKSEMPEL AS' },
}

async function pagesFor(
  { stores, renderer }: Previewing,
  { face, question: word }: NamedPreview,
  { type, giver, asks }: Sample,
  show: Show,
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
      return {
        face,
        type,
        giver,
        language,
        html: page => renderer.page(view, language, { ...model, page }),
        text,
      }
    }),
  )
}
