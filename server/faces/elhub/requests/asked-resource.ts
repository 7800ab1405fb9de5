import type {
  ConsentRequest,
  RequestState,
  RequestStatus,
  InspectedRequest,
} from '../../../domain/requests/consent-request.ts'
import type { ElhubTools } from '../elhub-tools.ts'
import { type MarketNames, marketNames, toParty } from '../market-parties.ts'
import { collections } from '../names.ts'
import { toOne } from '../wire/json-api.ts'
import { osloTime } from '../wire/time.ts'
import { propertyOf, shownProperties } from './properties.ts'

/** How requests and documents differ as JSON:API resources. */
export interface AskedKind {
  readonly type: 'AuthorizationRequest' | 'AuthorizationDocument'
  readonly statuses: Readonly<Record<RequestStatus, string>>
  /** The attribute that says what for. */
  readonly process: 'requestType' | 'documentType'
  /** The relationship to whoever said yes. */
  readonly answerer: 'approvedBy' | 'signedBy'
  readonly links: (request: ConsentRequest) => Readonly<Record<string, string>>
}

/** Requests or documents as JSON:API resources. */
export async function askedResources(
  tools: Pick<ElhubTools, 'market' | 'parties'>,
  listed: readonly InspectedRequest[],
  kind: AskedKind,
) {
  const parties = listed.flatMap(({ request }) => partiesOf(request))
  const names = await marketNames(tools, parties)
  return listed.map(one => askedResource(one, names, kind))
}

const partiesOf = ({ requestedBy, requestedFrom, requestedTo, state }: ConsentRequest) => [
  requestedBy,
  requestedFrom,
  requestedTo,
  ...(state.name === 'accepted' ? [state.decision.by] : []),
]

export const askedResource = (
  { request, status }: InspectedRequest,
  names: MarketNames,
  { type, statuses, process, answerer, links }: AskedKind,
) => ({
  id: request.id,
  type,
  attributes: {
    status: statuses[status],
    [process]: request.scopes[0]?.permission,
    validTo: osloTime(request.answerBy),
    createdAt: osloTime(request.createdAt),
    updatedAt: osloTime(changedAt(request)),
  },
  relationships: {
    requestedBy: toParty(names, request.requestedBy),
    requestedFrom: toParty(names, request.requestedFrom),
    requestedTo: toParty(names, request.requestedTo),
    ...accepted(request.state, names, answerer),
  },
  meta: metaOf(request),
  links: links(request),
})

function accepted(state: RequestState, names: MarketNames, answerer: string) {
  if (state.name !== 'accepted') return {}
  const { decision, grantId } = state
  return {
    [answerer]: toParty(names, decision.by),
    authorizationGrant: toOne('AuthorizationGrant', grantId, `${collections.grants}/${grantId}`),
  }
}

function changedAt({ state, createdAt }: ConsentRequest): Date {
  if (state.name === 'pending') return createdAt
  return state.name === 'withdrawn' ? state.at : state.decision.at
}

const metaOf = (request: ConsentRequest): Readonly<Record<string, string>> =>
  Object.fromEntries(
    shownProperties.flatMap(name => {
      const value = propertyOf(request, name)
      return value === undefined ? [] : [[name, value]]
    }),
  )
