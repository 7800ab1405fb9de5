import type { AdminTools } from '../../admin-tools.ts'
import { operatorRoute } from '../../operator-route.ts'
import { ClientPath } from '../../wire/client-documents.ts'
import { reasonHeader, reasonIn } from '../../wire/reason.ts'

export const resumeClient = ({ desk }: Pick<AdminTools, 'desk'>) =>
  operatorRoute<ClientPath>({
    operation: 'client.resume',
    method: 'delete',
    path: '/clients/:id/suspension',
    operationId: 'resumeClient',
    summary: 'Give a client that was suspended everything back that has not ended meanwhile',
    params: ClientPath,
    headers: reasonHeader,
    response: { status: 204, description: 'It is suspended no more' },
    refusals: ['client.unknown'],
    example: { params: { id: 'example-bank' } },
    handle: async ({ caller: operator, params: { id }, headers, traceId }) => {
      await desk.resumeClient({ operator, id, reason: reasonIn(headers), traceId })
      return { status: 204 }
    },
  })
