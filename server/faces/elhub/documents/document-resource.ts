import type {
  ConsentRequest,
  RequestStatus,
  InspectedRequest,
} from '../../../domain/requests/consent-request.ts'
import type { ElhubTools } from '../elhub-tools.ts'
import { collections } from '../names.ts'
import { askedResources } from '../requests/asked-resource.ts'
import type { DocumentWireStatus } from './schemas.ts'

export const resourceType = 'AuthorizationDocument'

/** One that its asker took back has come to nothing, as one that was declined. */
export const wireStatuses: Readonly<Record<RequestStatus, DocumentWireStatus>> = {
  pending: 'Pending',
  accepted: 'Signed',
  rejected: 'Rejected',
  withdrawn: 'Rejected',
  expired: 'Expired',
}

export const pathOf = ({ id }: Pick<ConsentRequest, 'id'>): string => `${collections.documents}/${id}`

/** Documents as JSON:API resources. */
export const documentResources = (
  tools: Pick<ElhubTools, 'market' | 'parties'>,
  listed: readonly InspectedRequest[],
) =>
  askedResources(tools, listed, {
    type: resourceType,
    statuses: wireStatuses,
    process: 'documentType',
    answerer: 'signedBy',
    links: request => ({ self: pathOf(request), file: `${pathOf(request)}.pdf` }),
  })
