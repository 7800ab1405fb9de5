import { type ConsentRight, consentRights } from '../../../domain/registry/consent-right.ts'
import { plainText } from '../../../domain/text/plain-text.ts'
import type { Language } from '../../../domain/text/text.ts'
import type { RegistryStore } from '../../../ports/registry/registry-store.ts'
import { longestName } from '../../../wording/shown-party.ts'
import type { FromOnePlace, RequestDialect } from '../../../ports/requests/request-dialect.ts'

/** Each right by the title of its resource, with what the asker has said of it, at the owner of the resource. */
export const describeRights =
  ({
    registry,
  }: {
    readonly registry: Pick<RegistryStore, 'consentResources'>
  }): NonNullable<RequestDialect['describe']> =>
  async (given, language) => {
    const described = await Promise.all(
      consentRights(given).map(right => describeRight(registry, right, language)),
    )
    const byPlace = Map.groupBy(described, ({ from }) => from)
    return [...byPlace].map(([from, rights]) => ({ from, what: rights.flatMap(({ what }) => what) }))
  }

async function describeRight(
  { consentResources }: Pick<RegistryStore, 'consentResources'>,
  { resource: { value, version }, metadata = {} }: ConsentRight,
  language: Language,
): Promise<FromOnePlace> {
  const resource = await consentResources.find(value, version)
  const title = resource?.title[language] ?? value
  const said = Object.entries(metadata).map(([key, text]) => `${key}: ${text}`)
  const what = said.length === 0 ? title : `${title} (${said.join(', ')})`
  return { from: plainText(resource?.owner.name ?? value, longestName), what: [plainText(what, 1000)] }
}
