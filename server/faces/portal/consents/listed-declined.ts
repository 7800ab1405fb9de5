import type { Language } from '../../../domain/text/text.ts'
import type { ListedRequest } from '../../../usecases/steps/name-requests.ts'
import { dateAndTime } from '../../../wording/dates.ts'
import type { FaceTools } from '../../face-module.ts'
import { declinedAt } from './declined-path.ts'
import { sharedInShort } from './shared-in-short.ts'

type Tools = Pick<FaceTools, 'renderer' | 'registry' | 'requestDialects'>

/** One line of what was declined, with what tells it from others of the same asker. */
export const listedDeclined = async (
  tools: Tools,
  { request, requestedBy, purpose }: ListedRequest,
  language: Language,
) => ({
  href: declinedAt(request.id),
  asker: requestedBy?.displayName ?? '',
  purpose: purpose?.name[language] ?? request.purpose.id,
  shares: await sharedInShort(tools, { given: request, purpose }, language),
  declined: request.state.name === 'rejected' ? dateAndTime(request.state.decision.at, language) : undefined,
})
