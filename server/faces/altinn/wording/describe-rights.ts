import { type ConsentRight, consentRights } from '../../../domain/registry/consent-right.ts'
import { plainText } from '../../../domain/text/plain-text.ts'
import type { Language } from '../../../domain/text/text.ts'
import type { PageRenderer } from '../../../ports/page-renderer.ts'
import type { RegistryStore } from '../../../ports/registry/registry-store.ts'
import { longestName } from '../../../wording/shown-party.ts'
import { parametersInWords } from './parameters.ts'
import type { FromOnePlace, RequestDialect } from '../../../ports/requests/request-dialect.ts'

interface Tools {
  readonly registry: Pick<RegistryStore, 'consentResources'>
  readonly renderer: Pick<PageRenderer, 'text'>
}

/** Each right by the title of its resource, with what the asker has said of it, at the owner of the resource. */
export const describeRights =
  (tools: Tools): NonNullable<RequestDialect['describe']> =>
  async (given, language) => {
    const described = await Promise.all(
      consentRights(given).map(right => describeRight(tools, right, language)),
    )
    const byPlace = Map.groupBy(described, ({ from }) => from)
    return [...byPlace].map(([from, rights]) => ({ from, what: rights.flatMap(({ what }) => what) }))
  }

async function describeRight(
  { registry: { consentResources }, renderer }: Tools,
  { resource: { value, version }, metadata = {} }: ConsentRight,
  language: Language,
): Promise<FromOnePlace> {
  const resource = await consentResources.find(value, version)
  const title = resource?.title[language] ?? value
  const said = parametersInWords(renderer, { resource, said: metadata }, language)
  const what = said.length === 0 ? title : `${title} (${said.join(', ')})`
  return { from: plainText(resource?.owner.name ?? value, longestName), what: [plainText(what, 1000)] }
}
