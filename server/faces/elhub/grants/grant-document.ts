import type { AuthorizationGrant, GrantStatus } from '../../../domain/grants/authorization-grant.ts'
import type { InspectedGrant } from '../../../domain/grants/authorization-grant.ts'
import { toOne } from '../wire/json-api.ts'
import type { ElhubTools } from '../elhub-tools.ts'
import { type MarketNames, marketNames, toParty } from '../market-parties.ts'
import { annotation, collections, face } from '../names.ts'
import { osloTime } from '../wire/time.ts'
import type { GrantWireStatus } from './schemas.ts'
import { scopeId } from './scope-document.ts'

export const resourceType = 'AuthorizationGrant'

/** One that has not begun is active, too: its beginning says the rest. */
const wireStatuses: Readonly<Record<GrantStatus, GrantWireStatus>> = {
  active: 'Active',
  'not-yet-valid': 'Active',
  exhausted: 'Exhausted',
  revoked: 'Revoked',
  expired: 'Expired',
}

export const pathOf = ({ id }: Pick<AuthorizationGrant, 'id'>): string => `${collections.grants}/${id}`

/** Grants as JSON:API resources. */
export async function grantResources(
  tools: Pick<ElhubTools, 'ids' | 'market' | 'parties'>,
  listed: readonly InspectedGrant[],
) {
  const parties = listed.flatMap(({ grant }) => [grant.grantedFor, grant.grantedBy, grant.grantedTo])
  const names = await marketNames(tools, parties)
  return listed.map(one => grantResource(tools, one, names))
}

const grantResource = (
  { ids }: Pick<ElhubTools, 'ids'>,
  { grant, status }: InspectedGrant,
  names: MarketNames,
) => ({
  id: grant.id,
  type: resourceType,
  attributes: {
    status: wireStatuses[status],
    grantedAt: osloTime(grant.createdAt),
    validFrom: osloTime(grant.validity.from),
    validTo: osloTime(grant.validity.to),
    createdAt: osloTime(grant.createdAt),
    updatedAt: osloTime('at' in grant.state ? grant.state.at : grant.createdAt),
  },
  relationships: {
    grantedFor: toParty(names, grant.grantedFor),
    grantedBy: toParty(names, grant.grantedBy),
    grantedTo: toParty(names, grant.grantedTo),
    ...sourceOf(grant),
    scopes: {
      data: grant.scopes.map((_, ordinal) => ({
        type: 'AuthorizationScope',
        id: scopeId(ids, grant, ordinal),
      })),
    },
  },
  ...metaOf(grant),
  links: { self: pathOf(grant) },
})

/** Only what was asked through this face can be read here. */
function sourceOf(grant: AuthorizationGrant) {
  if (grant.face !== face || grant.requestId === undefined) return {}
  const isDocument = grant.annotations[annotation('type')] === 'AuthorizationDocument'
  const [type, collection] = isDocument
    ? (['AuthorizationDocument', collections.documents] as const)
    : (['AuthorizationRequest', collections.requests] as const)
  return { source: toOne(type, grant.requestId, `${collection}/${grant.requestId}`) }
}

function metaOf({ annotations }: AuthorizationGrant) {
  const moveInDate = annotations[annotation('moveInDate')]
  return moveInDate === undefined ? {} : { meta: { moveInDate } }
}
