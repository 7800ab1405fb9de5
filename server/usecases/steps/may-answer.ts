import type { PartyId } from '../../domain/ids.ts'
import { type ConsentRequest, isAskedOf, roleOf } from '../../domain/requests/consent-request.ts'
import { Problem } from '../../domain/problem.ts'
import type { PartyRight, PartyRights } from '../../ports/parties/party-rights.ts'

type Asked = Pick<ConsentRequest, 'requestedFrom' | 'requestedTo' | 'scopes'>

/**
 * Whether this party may read (`read`) or answer (`write`) the request: it is asked of her, and where it is about somebody
 * else she may give away all of it for that one.
 */
export async function mayAnswer(
  { rights }: { readonly rights: Pick<PartyRights, 'mayAct'> },
  request: Asked,
  { by, action }: { by: PartyId; action: 'read' | 'write' },
): Promise<boolean> {
  if (!isAskedOf(request, { by, role: roleOf(request, by) })) return false
  return rights.mayAct(rightsNeeded(request, by, action))
}

function rightsNeeded(
  { requestedFrom, scopes }: Asked,
  actor: PartyId,
  action: 'read' | 'write',
): PartyRight[] {
  const onBehalfOf = requestedFrom
  return [
    { actor, onBehalfOf, resource: 'consents', action },
    ...scopes.map(scope => ({ actor, onBehalfOf, resource: scope.resourceId, action: scope.permission })),
  ]
}

/** Throws `consent-request.not-yours` unless this party may answer. */
export async function assertMayAnswer(
  ports: { readonly rights: Pick<PartyRights, 'mayAct'> },
  request: Asked,
  by: PartyId,
): Promise<void> {
  if (await mayAnswer(ports, request, { by, action: 'write' })) return
  throw new Problem('consent-request.not-yours', 'The request is for somebody else to answer')
}
