import type { ConsentRequest, RequestState, RequestStatus } from '../../../domain/requests/consent-request.ts'
import type { StandingRequest } from '../../../usecases/requests/list-party-requests.ts'
import { toOne } from '../wire/json-api.ts'
import type { ElhubTools } from '../elhub-tools.ts'
import { type MarketNames, marketNames, toParty } from '../market-parties.ts'
import { collections } from '../names.ts'
import { osloTime } from '../wire/time.ts'
import { propertyOf, shownProperties } from './properties.ts'
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
export async function requestResources(
  tools: Pick<ElhubTools, 'market' | 'parties'>,
  listed: readonly StandingRequest[],
) {
  const names = await marketNames(
    tools,
    listed.flatMap(({ request }) => partiesOf(request)),
  )
  return listed.map(one => requestResource(one, names))
}

const partiesOf = ({ requestedBy, requestedFrom, requestedTo, state }: ConsentRequest) => [
  requestedBy,
  requestedFrom,
  requestedTo,
  ...(state.name === 'accepted' ? [state.decision.by] : []),
]

const requestResource = ({ request, status }: StandingRequest, names: MarketNames) => ({
  id: request.id,
  type: resourceType,
  attributes: {
    status: wireStatuses[status],
    requestType: request.scopes[0]?.permission,
    validTo: osloTime(request.answerBy),
    createdAt: osloTime(request.createdAt),
    updatedAt: osloTime(changedAt(request)),
  },
  relationships: {
    requestedBy: toParty(names, request.requestedBy),
    requestedFrom: toParty(names, request.requestedFrom),
    requestedTo: toParty(names, request.requestedTo),
    ...acceptedBy(request.state, names),
  },
  meta: metaOf(request),
  links: { self: pathOf(request) },
})

function acceptedBy(state: RequestState, names: MarketNames) {
  if (state.name !== 'accepted') return {}
  const { decision, grantId } = state
  return {
    approvedBy: toParty(names, decision.by),
    authorizationGrant: toOne('AuthorizationGrant', grantId, `${collections.grants}/${grantId}`),
  }
}

export function changedAt({ state, createdAt }: ConsentRequest): Date {
  if (state.name === 'pending') return createdAt
  return state.name === 'withdrawn' ? state.at : state.decision.at
}

export const metaOf = (request: ConsentRequest): Readonly<Record<string, string>> =>
  Object.fromEntries(
    shownProperties.flatMap(name => {
      const value = propertyOf(request, name)
      return value === undefined ? [] : [[name, value]]
    }),
  )
