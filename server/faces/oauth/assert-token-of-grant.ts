import type { GrantId } from '../../domain/ids.ts'
import { hindranceOf } from '../../domain/grants/authorization-grant.ts'
import type { LiveToken } from '../../ports/oauth/token-inspector.ts'
import { Problem } from '../../domain/problem.ts'
import type { Core } from '../../usecases/index.ts'
import type { ResourceServer } from './authenticate-resource-server.ts'

interface Shown {
  readonly caller: ResourceServer
  readonly token: string
  readonly grantId: GrantId
}

/**
 * The token, when it is good at this moment, as introspection judges it, and carries this permission. Throws
 * `authorization-grant.not-found` for one of another API, `authorization-grant.not-active` for one that has ended, and
 * `access-token.refused` when the permission stands and the token is not good for it.
 */
export async function assertTokenOfGrant(
  core: Pick<Core, 'inspectToken' | 'readGrant'>,
  { caller, token, grantId }: Shown,
): Promise<LiveToken> {
  const live = await core.inspectToken(token, caller)
  if (live?.kind === 'AccessToken' && live.grantId === grantId) return live
  const { grant, status } = await core.readGrant({ id: grantId, reader: 'any' })
  if (!grant.scopes.some(({ resourceId }) => resourceId === caller.resourceServerFor)) {
    throw new Problem('authorization-grant.not-found', 'No such grant', { reason: 'other-resource' })
  }
  if (status !== 'active') {
    const reason = hindranceOf[status]
    throw new Problem('authorization-grant.not-active', `The grant is ${status}`, { reason })
  }
  throw new Problem('access-token.refused', 'The token is not active, or not of this permission', {
    pointer: '/token',
  })
}
