import type { ConsentRequest } from '../../../domain/requests/consent-request.ts'
import type { RequestDialect, RequestOutcome } from '../../../ports/requests/request-dialect.ts'
import type { ElhubTools } from '../elhub-tools.ts'
import { annotation } from '../names.ts'
import { propertyOf } from '../requests/properties.ts'
import { resourceType } from '../requests/request-document.ts'
import { describeGiven } from './describe-given.ts'
import { requestQuestion } from './request-question.ts'

/** How the face's requests are shown at the pages. */
export const requestDialect = (tools: Pick<ElhubTools, 'renderer' | 'settings'>): RequestDialect => ({
  question: async (asked, language) => requestQuestion(tools, asked, language),
  wayBack: (request, outcome) => ({ url: returnUrl(tools, request, outcome), endsSession: false }),
  describe: async (given, language) => describeGiven(tools, given, language),
  listed: { [annotation('type')]: resourceType },
})

const statuses: Readonly<Partial<Record<RequestOutcome, string>>> = {
  accepted: 'Accepted',
  rejected: 'Rejected',
}

/** The address as the asker gave it; with the id and the answer when the operator wants them. */
function returnUrl(
  { settings }: Pick<ElhubTools, 'settings'>,
  request: ConsentRequest,
  outcome: RequestOutcome,
): string | undefined {
  const given = propertyOf(request, 'redirectURI')
  const url = given === undefined ? null : URL.parse(given)
  if (!given || !url || !/^https?:$/.test(url.protocol)) return undefined
  const status = statuses[outcome]
  if (!settings.redirectWithStatus || status === undefined) return isPlain(given) ? given : url.href
  url.searchParams.set('authorizationRequestId', request.id)
  url.searchParams.set('status', status)
  return url.href
}

/** Whether it can be sent in a header as it is. */
const isPlain = (address: string): boolean => /^[\x21-\x7e]+$/.test(address)
