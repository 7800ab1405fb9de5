import type {
  ConsentRequest,
  RequestStatus,
  InspectedRequest,
} from '../../../domain/requests/consent-request.ts'
import type { ElhubTools } from '../elhub-tools.ts'
import { collections } from '../names.ts'
import type { MarketNames } from '../market-parties.ts'
import { type AskedKind, askedResource, askedResources } from './asked-resource.ts'
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
  listed: readonly InspectedRequest[],
) => askedResources(tools, listed, kind)

/** One whose parties are named already. */
export const requestResource = (one: InspectedRequest, names: MarketNames) => askedResource(one, names, kind)

const kind: AskedKind = {
  type: resourceType,
  statuses: wireStatuses,
  process: 'requestType',
  answerer: 'approvedBy',
  links: request => ({ self: pathOf(request) }),
}
