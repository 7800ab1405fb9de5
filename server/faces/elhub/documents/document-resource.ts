import type { ConsentRequest, RequestState, RequestStatus } from '../../../domain/requests/consent-request.ts'
import type { StandingRequest } from '../../../usecases/requests/list-party-requests.ts'
import type { ElhubTools } from '../elhub-tools.ts'
import { toOne } from '../wire/json-api.ts'
import { type MarketNames, marketNames, toParty } from '../market-parties.ts'
import { collections } from '../names.ts'
import { changedAt, metaOf } from '../requests/request-document.ts'
import { osloTime } from '../wire/time.ts'
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
export async function documentResources(
  tools: Pick<ElhubTools, 'market' | 'parties'>,
  listed: readonly StandingRequest[],
) {
  const names = await marketNames(
    tools,
    listed.flatMap(({ request: { requestedBy, requestedFrom, requestedTo } }) => [
      requestedBy,
      requestedFrom,
      requestedTo,
    ]),
  )
  return listed.map(one => documentResource(one, names))
}

const documentResource = ({ request, status }: StandingRequest, names: MarketNames) => ({
  id: request.id,
  type: resourceType,
  attributes: {
    status: wireStatuses[status],
    documentType: request.scopes[0]?.permission,
    validTo: osloTime(request.answerBy),
    createdAt: osloTime(request.createdAt),
    updatedAt: osloTime(changedAt(request)),
  },
  relationships: {
    requestedBy: toParty(names, request.requestedBy),
    requestedFrom: toParty(names, request.requestedFrom),
    requestedTo: toParty(names, request.requestedTo),
    ...signedBy(request.state, names),
  },
  meta: metaOf(request),
  links: { self: pathOf(request), file: `${pathOf(request)}.pdf` },
})

/** Nobody signs but the one asked. */
function signedBy(state: RequestState, names: MarketNames) {
  if (state.name !== 'accepted') return {}
  const { decision, grantId } = state
  return {
    signedBy: toParty(names, decision.by),
    authorizationGrant: toOne('AuthorizationGrant', grantId, `${collections.grants}/${grantId}`),
  }
}
