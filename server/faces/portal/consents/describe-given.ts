import type { ConsentRequest } from '../../../domain/requests/consent-request.ts'
import type { Language } from '../../../domain/text/text.ts'
import type { FromOnePlace } from '../../../ports/requests/request-dialect.ts'
import { describeDetails, inOneLine } from '../../../wording/details.ts'
import { describeScopes } from '../../../wording/scopes.ts'
import type { Purpose } from '../../../domain/requests/purpose.ts'
import { writerOf } from '../../../wording/authority.ts'
import type { FaceTools } from '../../face-module.ts'

type Tools = Pick<FaceTools, 'renderer' | 'registry' | 'requestDialects'>

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
