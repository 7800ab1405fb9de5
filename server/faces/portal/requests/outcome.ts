import type { RequestOutcome } from '../../../ports/requests/request-dialect.ts'
import type { ShownRequest } from '../../../usecases/requests/show-consent-request.ts'

/** What has become of a request so far, as its asker is told. */
export const outcomeOf = ({ status }: Pick<ShownRequest, 'status'>): RequestOutcome =>
  status === 'accepted' || status === 'rejected' ? status : 'unanswered'
