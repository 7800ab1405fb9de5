import type { Language } from '../../../domain/text/text.ts'
import type { ListedRequest } from '../../../usecases/steps/name-requests.ts'
import { dateOnly } from '../../../wording/dates.ts'

/** One line of what waits for an answer. */
export const listedRequest = ({ request, requestedBy, purpose }: ListedRequest, language: Language) => ({
  href: `/requests/${request.id}?skiplogout=true`,
  asker: requestedBy?.displayName ?? '',
  purpose: purpose?.name[language] ?? request.purpose.id,
  asked: dateOnly(request.createdAt, language),
  due: dateOnly(request.answerBy, language),
})
