import type { ConsentRequest, RequestStatus } from '../../../domain/requests/consent-request.ts'
import type { StandingRequest } from '../../../usecases/requests/list-party-requests.ts'
import type { ElhubTools } from '../elhub-tools.ts'
import { collections } from '../names.ts'
import { askedResources } from './asked-resource.ts'
import type { WireStatus } from './schemas.ts'

export const resourceType = 'AuthorizationRequest'

/** A request that its asker took back has come to nothing, as one that was declined. */
export const wireStatuses: Readonly<Record<RequestStatus, WireStatus>> = {
  pending: 'Pending',
  accepted: 'Accepted',
  rejected: 'Rejected',
  withdrawn: 'Rejected',
  expired: 'Expired',
}

export const pathOf = ({ id }: Pick<ConsentRequest, 'id'>): string => `${collections.requests}/${id}`

/** Requests as JSON:API resources. */
export const requestResources = (
  tools: Pick<ElhubTools, 'market' | 'parties'>,
  listed: readonly StandingRequest[],
) =>
  askedResources(tools, listed, {
    type: resourceType,
    statuses: wireStatuses,
    process: 'requestType',
    answerer: 'approvedBy',
    links: request => ({ self: pathOf(request) }),
  })
