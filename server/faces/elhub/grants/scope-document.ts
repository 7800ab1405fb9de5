import type { AuthorizationGrant } from '../../../domain/grants/authorization-grant.ts'
import type { Ids } from '../../../ports/ids.ts'
import { osloTime } from '../wire/time.ts'

/** Scopes have no id of their own; this one is always the same. */
export const scopeId = (
  ids: Pick<Ids, 'derivedUuid'>,
  { id }: Pick<AuthorizationGrant, 'id'>,
  ordinal: number,
): string => ids.derivedUuid('elhub-scope', id, String(ordinal))

/** What a grant allows, as JSON:API resources. */
export const scopeResources = (
  ids: Pick<Ids, 'derivedUuid'>,
  grant: Pick<AuthorizationGrant, 'id' | 'scopes' | 'createdAt'>,
) => {
  const createdAt = osloTime(grant.createdAt)
  return grant.scopes.map(({ permission, resourceType, resourceId }, ordinal) => ({
    id: scopeId(ids, grant, ordinal),
    type: 'AuthorizationScope',
    attributes: { permissionType: permission, createdAt },
    relationships: { authorizedResources: { data: [{ type: resourceType, id: resourceId }] } },
    meta: { createdAt },
  }))
}
