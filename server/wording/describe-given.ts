import type { ConsentRequest } from '../domain/requests/consent-request.ts'
import type { Language } from '../domain/text/text.ts'
import type { Purpose } from '../domain/requests/purpose.ts'
import type { PageRenderer } from '../ports/page-renderer.ts'
import type { RegistryStore } from '../ports/registry/registry-store.ts'
import type { FromOnePlace, RequestDialect } from '../ports/requests/request-dialect.ts'
import { writerOf } from './authority.ts'
import { describeDetails, inOneLine } from './details.ts'
import { describeScopes } from './scopes.ts'

interface Tools {
  readonly renderer: PageRenderer
  readonly registry: Pick<RegistryStore, 'findResource' | 'detailTypes'>
  readonly requestDialects: ReadonlyMap<string, RequestDialect>
}

/** What was given or asked, and what for. */
export interface Given {
  readonly given: Pick<ConsentRequest, 'face' | 'scopes' | 'rights' | 'details' | 'annotations'>
  readonly purpose: Pick<Purpose, 'isPowerOfAttorney'> | undefined
}

/** What was given or asked, in the words of the face that it was asked through, else by the registered names. */
export async function describeGiven(
  tools: Tools,
  { given, purpose }: Given,
  language: Language,
): Promise<readonly Required<FromOnePlace>[]> {
  const describe = tools.requestDialects.get(given.face)?.describe
  const places: readonly FromOnePlace[] = describe
    ? await describe(given, language)
    : await describeScopes(tools, given.scopes, language)
  const { text } = writerOf(tools.renderer, purpose)
  const ofScopes = places.map(({ from, intro, what }) => ({
    from,
    intro: intro ?? text('consent.what.from', language, { resource: from }),
    what,
  }))
  return [...ofScopes, ...(await placesOfDetails(tools, given.details, language))]
}

/** Details by the APIs that they are for, each in one line. */
async function placesOfDetails(
  tools: Tools,
  details: ConsentRequest['details'],
  language: Language,
): Promise<readonly Required<FromOnePlace>[]> {
  const described = await describeDetails(tools, details, language)
  return [...Map.groupBy(described, ({ from }) => from)].map(([from, all]) => ({
    from,
    intro: tools.renderer.text('details.given', language, { resource: from }),
    what: all.map(inOneLine),
  }))
}
