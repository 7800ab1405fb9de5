import { type AuthorizationGrant, grantStatusAt } from '../../domain/grants/authorization-grant.ts'

/** A grant as an operator sees it: parties by their random ids, never by their numbers. */
export const shownGrant = (grant: AuthorizationGrant, now: Date) => ({
  id: grant.id,
  status: grantStatusAt(grant, now),
  client: grant.clientId,
  purpose: `${grant.purpose.id} version ${grant.purpose.version}`,
  scopes: grant.scopes.map(({ permission, resourceId }) => `${permission} on ${resourceId}`),
  grantedBy: grant.grantedBy,
  grantedTo: grant.grantedTo,
  from: grant.validity.from.toISOString(),
  to: grant.validity.to.toISOString(),
  singleUse: grant.singleUse,
})
