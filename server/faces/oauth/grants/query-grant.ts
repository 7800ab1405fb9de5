import { queryScope } from '../../../domain/grants/grant-management.ts'
import { route } from '../../../http/api/route.ts'
import type { Core } from '../../../usecases/index.ts'
import { assertManages, type GrantManager } from './authenticate-manager.ts'
import { GrantDocument, grantDocument } from './grant-document.ts'
import { GrantParams, ownGrant } from './own-grant.ts'

/** What a grant of the client's own is for (draft 03, section 7.3). */
export const queryGrant = ({ core }: { readonly core: Pick<Core, 'inspectGrant'> }) =>
  route<GrantManager, GrantParams, unknown, unknown>({
    method: 'get',
    path: '/grants/:grant_id',
    operationId: 'queryGrant',
    summary: 'What a grant of the client is for, at this moment',
    params: GrantParams,
    response: { status: 200, description: 'The grant', body: GrantDocument },
    refusals: ['request.not-found'],
    handle: async ({ caller, params }) => {
      assertManages(caller, queryScope)
      const grant = await ownGrant(core, params, caller)
      return { status: 200, body: grantDocument(grant), headers: { 'Cache-Control': 'no-cache, no-store' } }
    },
  })
