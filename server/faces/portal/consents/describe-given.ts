import type { ConsentRequest } from '../../../domain/requests/consent-request.ts'
import type { Language } from '../../../domain/text/text.ts'
import type { FromOnePlace } from '../../../ports/requests/request-dialect.ts'
import { describeScopes } from '../../../wording/scopes.ts'
import type { FaceTools } from '../../face-module.ts'

type Tools = Pick<FaceTools, 'renderer' | 'registry' | 'requestDialects'>

/** What was given or asked, in the words of the face that it was asked through, else by the registered names. */
export async function describeGiven(
  tools: Tools,
  given: Pick<ConsentRequest, 'face' | 'scopes' | 'rights' | 'annotations'>,
  language: Language,
): Promise<readonly FromOnePlace[]> {
  const describe = tools.requestDialects.get(given.face)?.describe
  return describe ? describe(given, language) : describeScopes(tools, given.scopes, language)
}
