import type { AdminTools } from '../../admin-tools.ts'
import { operatorRoute } from '../../operator-route.ts'
import { ClientPath } from '../../wire/client-documents.ts'
import { reasonHeader, reasonIn } from '../../wire/reason.ts'

export const suspendClient = ({ desk }: Pick<AdminTools, 'desk'>) =>
  operatorRoute<ClientPath>({
    operation: 'client.suspend',
    method: 'put',
    path: '/clients/:id/suspension',
    operationId: 'suspendClient',
    summary: 'Take everything from a client for now: its tokens are good for nothing, and its consents stay',
    params: ClientPath,
    headers: reasonHeader,
    response: { status: 204, description: 'It is suspended' },
    refusals: ['client.unknown'],
    example: { params: { id: 'example-bank' } },
    handle: async ({ caller: operator, params: { id }, headers, traceId }) => {
      await desk.suspendClient({ operator, id, reason: reasonIn(headers), traceId })
      return { status: 204 }
    },
  })
