import { revokeScope } from '../../../domain/grants/grant-management.ts'
import { reasonOf } from '../../../domain/problem.ts'
import { route } from '../../../http/api/route.ts'
import type { Core } from '../../../usecases/index.ts'
import { assertManages, type GrantManager } from './authenticate-manager.ts'
import { GrantParams, noSuchGrant, ownGrant } from './own-grant.ts'

/** The client gives a grant of its own back: every code and token under it is dead (draft 03, section 7.4). */
export const revokeOwnGrant = ({ core }: { readonly core: Pick<Core, 'inspectGrant' | 'revokeGrant'> }) =>
  route<GrantManager, GrantParams, unknown, unknown>({
    method: 'delete',
    path: '/grants/:grant_id',
    operationId: 'revokeGrant',
    summary: 'Give a grant of the client back',
    params: GrantParams,
    response: { status: 204, description: 'No token under it is good any more' },
    refusals: ['request.not-found'],
    handle: async ({ caller, params }) => {
      assertManages(caller, revokeScope)
      const grant = await ownGrant(core, params, caller)
      const { id, grantedTo: by } = grant
      await core.revokeGrant({ id, by, reason: 'asker', read: grant }).catch(error => {
        throw reasonOf(error, 'authorization-grant.not-active') ? noSuchGrant() : error
      })
      return { status: 204 }
    },
  })
