import type { PartyId } from '../../../domain/ids.ts'
import type { ConsentRequest, InspectedRequest } from '../../../domain/requests/consent-request.ts'
import type { Decision } from '../../../domain/requests/decision.ts'
import type { LoginLevel } from '../../../domain/requests/purpose.ts'
import { shownText } from '../../../wording/shown-text.ts'
import type { ElhubTools } from '../elhub-tools.ts'
import { type MarketNames, namesOf } from '../market-parties.ts'
import { requestQuestion } from '../wording/request-question.ts'
import { propertyOf } from './properties.ts'

interface Answer {
  readonly by: PartyId
  readonly level: LoginLevel
  readonly status: 'Accepted' | 'Rejected'
}

/** The request as it was answered, and how the market names those who take part in it. */
interface Answered {
  readonly answered: InspectedRequest
  readonly names: MarketNames
}

/** Those who show the question elsewhere show it in this language. */
const language = 'nb'

/** Stores an answer that was given elsewhere, where the person had logged in and read our text. */
export async function answerRequest(
  tools: Pick<ElhubTools, 'core' | 'digest' | 'market' | 'renderer'>,
  read: ConsentRequest,
  { by, level, status }: Answer,
): Promise<Answered> {
  const { id, purpose } = read
  const asked = await tools.core.showConsentRequest({ id, read, reader: by })
  const template = `elhub/${propertyOf(read, 'textVersion')}`
  const shown = shownText(tools.digest, requestQuestion(tools, asked, language), { template, purpose })
  const answered = await settle(tools, read, { status, decision: { by, level, language, shown } })
  return { answered, names: await namesOf(tools, asked.parties) }
}

async function settle(
  { core }: Pick<ElhubTools, 'core'>,
  read: ConsentRequest,
  { status, decision }: Pick<Answer, 'status'> & { readonly decision: Omit<Decision, 'at' | 'role'> },
): Promise<InspectedRequest> {
  const answering = { id: read.id, read, decision }
  return status === 'Accepted'
    ? { request: (await core.acceptConsentRequest(answering)).request, status: 'accepted' }
    : { request: await core.rejectConsentRequest(answering), status: 'rejected' }
}
