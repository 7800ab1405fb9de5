import { route } from '../../../http/api/route.ts'
import type { Caller } from '../caller.ts'
import { answerDocument } from '../wire/json-api.ts'
import type { ElhubTools } from '../elhub-tools.ts'
import { pathOf } from './grant-document.ts'
import { readableGrant } from './readable-grant.ts'
import { GrantParams, ScopeList } from './schemas.ts'
import { scopeResources } from './scope-document.ts'

export const readGrantScopes = (tools: Pick<ElhubTools, 'clock' | 'core' | 'ids' | 'market' | 'parties'>) =>
  route<Caller, GrantParams, unknown, unknown>({
    method: 'get',
    path: '/authorization-grants/:id/scopes',
    operationId: 'readGrantScopes',
    summary: 'What a grant allows',
    params: GrantParams,
    response: { status: 200, description: 'All its scopes', body: ScopeList },
    refusals: ['request.malformed', 'not-found', 'not-authorized'],
    handle: async ({ caller, params }) => {
      const { grant } = await readableGrant(tools, caller, params.id)
      const self = `${pathOf(grant)}/scopes`
      const data = scopeResources(tools.ids, grant)
      return { status: 200, body: answerDocument(data, { self, at: tools.clock.now() }) }
    },
  })
