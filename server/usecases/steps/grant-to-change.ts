import type { AuthorizationGrant } from '../../domain/grants/authorization-grant.ts'
import { afterChange, assertMayChange } from '../../domain/grants/grant-change.ts'
import { Problem } from '../../domain/problem.ts'
import type { ConsentRequest } from '../../domain/requests/consent-request.ts'
import { assertMayBeAsked, type Purpose } from '../../domain/requests/purpose.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ConsentStore } from '../../ports/requests/consent-store.ts'

interface Ports {
  readonly consents: Pick<ConsentStore, 'findRequest' | 'findGrant'>
  readonly clock: Clock
}

/**
 * The grant that a request is to change, if it is new and changes one; all that the grant then is for may be asked for. Throws
 * `authorization-grant.not-found`, `authorization-grant.not-active`, `purpose.not-allowed` or `scope.unknown`.
 */
export async function grantToChange(
  { consents, clock }: Ports,
  { request, purpose }: { readonly request: ConsentRequest; readonly purpose: Purpose },
): Promise<AuthorizationGrant | undefined> {
  const { management } = request
  if (!management || management.action === 'create') return undefined
  if (await consents.findRequest(request.id)) return undefined
  const grant = await consents.findGrant(management.grantId)
  if (!grant) throw new Problem('authorization-grant.not-found', 'No such grant', { reason: 'unknown' })
  assertMayChange(grant, request, clock.now())
  const { scopes, details } = afterChange(grant, request, management.action)
  assertMayBeAsked(purpose, scopes, details)
  return grant
}
