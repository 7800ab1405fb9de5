import type { PartyId } from '../../../domain/ids.ts'
import { type ConsentRequest, isAskedOf } from '../../../domain/requests/consent-request.ts'
import { sameParty } from '../../../domain/party.ts'
import { Problem } from '../../../domain/problem.ts'
import type { PartyRights } from '../../../ports/parties/party-rights.ts'
import { refusal, refused } from '../wire/refusal.ts'

interface Tools {
  readonly rights: Pick<PartyRights, 'mayAct'>
}

/** Refuses who is not the one named to answer, or may not give away all that is asked for. */
export async function assertEntitled(
  { rights }: Tools,
  request: ConsentRequest,
  user: PartyId,
): Promise<void> {
  const { requestedFrom: onBehalfOf, scopes } = request
  const role = sameParty(onBehalfOf, user) ? 'self' : 'representative'
  const given = scopes.map(scope => ({
    actor: user,
    onBehalfOf,
    resource: scope.resourceId,
    action: scope.permission,
  }))
  if (isAskedOf(request, { by: user, role }) && (await rights.mayAct(given))) return
  throw refusal([refused('AM-00000')])
}

/** Whether somebody may read or change another's consents at all. */
export const mayHandle = (
  { rights }: Tools,
  onBehalfOf: PartyId,
  { user, action }: { user: PartyId; action: 'read' | 'write' },
): Promise<boolean> => rights.mayAct([{ actor: user, onBehalfOf, resource: 'consents', action }])

/** Throws `caller.forbidden`. */
export async function assertMayHandle(...asked: Parameters<typeof mayHandle>): Promise<void> {
  if (await mayHandle(...asked)) return
  throw new Problem('caller.forbidden', 'The caller may not do this for the giver')
}
