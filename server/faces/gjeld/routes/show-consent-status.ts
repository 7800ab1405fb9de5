import { z } from 'zod'
import type { GrantId } from '../../../domain/ids.ts'
import { route } from '../../../http/api/route.ts'
import { apis } from '../oauth/audiences.ts'
import type { Caller } from '../caller.ts'
import { epochSeconds } from '../wire/documents.ts'
import type { GjeldTools } from '../gjeld-tools.ts'
import { ConsentId } from '../wire/schemas.ts'

const Status = z.object({
  active: z.boolean().describe('Whether it can be used now'),
  expires_at: z
    .int()
    .optional()
    .describe('Seconds since 1970; absent for a consent that is not the client’s'),
})

export const showConsentStatus = ({ core }: Pick<GjeldTools, 'core'>) =>
  route<Caller, z.infer<typeof ConsentId>, unknown, unknown>({
    method: 'get',
    path: `${apis.debt.path}/:id/status`,
    operationId: 'showConsentStatus',
    summary: 'Whether a consent stands; asking does not use it',
    params: ConsentId,
    response: { status: 200, description: 'The state of the consent', body: Status },
    handle: async ({ caller, params }) => {
      const found = await core.inspectGrant({ client: caller.client, id: params.id as GrantId })
      if (!found) return { status: 200, body: { active: false } }
      const { grant, status } = found
      return {
        status: 200,
        body: { active: status === 'active', expires_at: epochSeconds(grant.validity.to) },
      }
    },
  })
