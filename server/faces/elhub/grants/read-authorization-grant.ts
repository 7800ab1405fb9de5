import { route } from '../../../http/api/route.ts'
import type { Caller } from '../caller.ts'
import { answerDocument } from '../wire/json-api.ts'
import type { ElhubTools } from '../elhub-tools.ts'
import { grantResources, pathOf } from './grant-document.ts'
import { readableGrant } from './readable-grant.ts'
import { GrantDocument, GrantParams } from './schemas.ts'

export const readAuthorizationGrant = (
  tools: Pick<ElhubTools, 'clock' | 'core' | 'ids' | 'market' | 'parties'>,
) =>
  route<Caller, GrantParams, unknown, unknown>({
    method: 'get',
    path: '/authorization-grants/:id',
    operationId: 'readAuthorizationGrant',
    summary: 'One grant that the caller got or that was given for it; systems read every one',
    params: GrantParams,
    response: { status: 200, description: 'The grant', body: GrantDocument },
    refusals: ['request.malformed', 'not-found', 'not-authorized'],
    handle: async ({ caller, params }) => {
      const found = await readableGrant(tools, caller, params.id)
      const [resource] = await grantResources(tools, [found])
      return {
        status: 200,
        body: answerDocument(resource, { self: pathOf(found.grant), at: tools.clock.now() }),
      }
    },
  })
