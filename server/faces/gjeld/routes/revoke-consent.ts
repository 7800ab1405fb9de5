import type { z } from 'zod'
import type { GrantId } from '../../../domain/ids.ts'
import { Problem } from '../../../domain/problem.ts'
import { route } from '../../../http/api/route.ts'
import { apis } from '../oauth/audiences.ts'
import { type Caller, isReached } from '../caller.ts'
import type { GjeldTools } from '../gjeld-tools.ts'
import { ConsentId } from '../wire/schemas.ts'

/** Withdrawal never fails for want of the consent's own scope. */
export const revokeConsent = ({ core }: Pick<GjeldTools, 'core'>) =>
  route<Caller, z.infer<typeof ConsentId>, unknown, unknown>({
    method: 'delete',
    path: `${apis.debt.path}/:id`,
    lane: 'withdrawal',
    operationId: 'revokeConsent',
    summary: 'Pass on that the person withdrew the consent',
    params: ConsentId,
    response: { status: 204, description: 'The consent stands no more' },
    refusals: ['authorization-grant.not-found'],
    handle: async ({ caller, params }) => {
      const wanted = { client: caller.client, id: params.id as GrantId }
      const found = isReached(caller, params.id) && (await core.inspectGrant(wanted))
      if (!found) throw new Problem('authorization-grant.not-found', 'There is no such consent')
      const { id, grantedTo } = found.grant
      await core.revokeGrant({ id, read: found.grant, by: grantedTo, reason: 'asker' })
      return { status: 204 }
    },
  })
