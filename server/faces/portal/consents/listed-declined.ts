import type { Language } from '../../../domain/text/text.ts'
import type { ListedRequest } from '../../../usecases/steps/name-requests.ts'
import { dateAndTime } from '../../../wording/dates.ts'
import { declinedAt } from './declined-path.ts'

/** One line of what was declined. */
export const listedDeclined = ({ request, requestedBy, purpose }: ListedRequest, language: Language) => ({
  href: declinedAt(request.id),
  asker: requestedBy?.displayName ?? '',
  purpose: purpose?.name[language] ?? request.purpose.id,
  declined: request.state.name === 'rejected' ? dateAndTime(request.state.decision.at, language) : undefined,
})
