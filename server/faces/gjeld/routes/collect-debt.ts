import type { z } from 'zod'
import { Problem } from '../../../domain/problem.ts'
import { route } from '../../../http/api/route.ts'
import { apis } from '../oauth/audiences.ts'
import type { Caller } from '../caller.ts'
import { type CollectTools, collectDebt } from '../collect-debt.ts'
import { traceOf } from '../wire/problems.ts'
import { ConsentId, DebtDocument } from '../wire/schemas.ts'

const response = { status: 200, description: 'What the person owes', body: DebtDocument }

const refusals = [
  'authorization-grant.not-found',
  'authorization-grant.not-active',
  'authorization-grant.in-use',
  'debt-source.unavailable',
] as const

/** `GET /v1/debt`: the consent that the token came from. */
export const collectOwnDebt = (tools: CollectTools) =>
  route<Caller, unknown, unknown, unknown>({
    method: 'get',
    usesUp: true,
    path: apis.debt.path,
    operationId: 'collectDebt',
    summary: 'What the person owes, by the consent that the access token came from',
    response,
    refusals,
    handle: async ({ caller, ...request }) => {
      const id = caller.token.grantId
      if (id === undefined) {
        throw new Problem('authorization-grant.not-found', 'The access token comes from no consent')
      }
      const body = await collectDebt(tools, caller, { id, traceId: traceOf(request) })
      return { status: 200, body }
    },
  })

/** `GET /v1/debt/{id}`: any consent that the token reaches. */
export const collectDebtOfConsent = (tools: CollectTools) =>
  route<Caller, z.infer<typeof ConsentId>, unknown, unknown>({
    method: 'get',
    path: `${apis.debt.path}/:id`,
    operationId: 'collectDebtOfConsent',
    summary: 'What the person owes who gave this consent',
    params: ConsentId,
    response,
    refusals,
    handle: async ({ caller, params, ...request }) => {
      const body = await collectDebt(tools, caller, { id: params.id, traceId: traceOf(request) })
      return { status: 200, body }
    },
  })
