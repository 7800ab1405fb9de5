import type { ConsentRequest } from '../../../domain/requests/consent-request.ts'
import type { PartyId } from '../../../domain/party.ts'
import type { LoginLevel } from '../../../domain/requests/purpose.ts'
import type { StandingRequest } from '../../../usecases/requests/list-party-requests.ts'
import { shownText } from '../../../wording/shown-text.ts'
import type { ElhubTools } from '../elhub-tools.ts'
import { requestQuestion } from '../wording/request-question.ts'
import { propertyOf } from './properties.ts'
import { findRequest } from './find-request.ts'

interface Answer {
  readonly by: PartyId
  readonly level: LoginLevel
  readonly status: 'Accepted' | 'Rejected'
}

/** Those who show the question elsewhere show it in this language. */
const language = 'nb'

/** Stores an answer that was given elsewhere, where the person had logged in and read our text. */
export async function answerRequest(
  tools: Pick<ElhubTools, 'core' | 'digest' | 'parties' | 'renderer'>,
  request: ConsentRequest,
  { by, level, status }: Answer,
): Promise<StandingRequest> {
  const asked = await tools.core.showConsentRequest({ id: request.id, reader: by })
  const question = await requestQuestion(tools, asked, language)
  const template = `elhub/${propertyOf(request, 'textVersion')}`
  const shown = shownText(tools.digest, question, { template, purpose: request.purpose })
  const decision = { by, level, language, shown } as const
  const { id } = request
  if (status === 'Accepted') await tools.core.acceptConsentRequest({ id, decision })
  else await tools.core.rejectConsentRequest({ id, decision })
  const answered = await findRequest(tools, id)
  if (!answered) throw new Error(`The request ${id} is gone`)
  return answered
}
