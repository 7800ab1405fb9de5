import { z } from 'zod'
import type { AdminTools } from '../../admin-tools.ts'
import { operatorRoute } from '../../operator-route.ts'
import { exampleGrant } from '../../wire/consent-documents.ts'
import { Reason } from '../../wire/reason.ts'
import { GrantPath, grantIdIn } from './consent-paths.ts'

const Revocation = z.strictObject({ reason: Reason.describe('Why, which the person reads') })

export const revokeGrant = ({ desk }: Pick<AdminTools, 'desk'>) =>
  operatorRoute<GrantPath, unknown, z.infer<typeof Revocation>>({
    operation: 'grant.revoke',
    method: 'post',
    path: '/grants/:id/revoke',
    operationId: 'revokeGrant',
    summary: 'End a consent for the operator; its asker is told as of every withdrawal',
    params: GrantPath,
    body: Revocation,
    response: { status: 204, description: 'No token under it is good any more' },
    refusals: ['authorization-grant.not-found', 'authorization-grant.not-active'],
    example: {
      params: { id: exampleGrant.id },
      body: { reason: 'She called, and could not do it herself' },
    },
    handle: async ({ caller: operator, params, body: { reason }, traceId }) => {
      await desk.revokeGrant({ operator, id: grantIdIn(params), reason, traceId })
      return { status: 204 }
    },
  })
