import { z } from 'zod'
import { operatorScopes } from '../../../domain/operators/operations.ts'
import { operatorRoute } from '../operator-route.ts'

const Me = z.object({
  id: z.string().describe('The client'),
  name: z.string(),
  scopes: z.array(z.enum(operatorScopes)).describe('Of the token, as far as the client still has them'),
})

export const readMe = () =>
  operatorRoute({
    method: 'get',
    path: '/me',
    operationId: 'readMe',
    summary: 'Who is calling, and what the caller may do',
    response: { status: 200, description: 'The caller', body: Me },
    example: {
      answer: { id: 'demo-auditor', name: 'Auditor', scopes: ['admin.read', 'evidence.read', 'audit.read'] },
    },
    handle: async ({ caller: { id, name, scopes } }) => ({
      status: 200,
      body: { id, name, scopes: [...scopes] },
    }),
  })
