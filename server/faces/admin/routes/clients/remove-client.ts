import { ifMatch, versionIn } from '../../../../http/api/versions.ts'
import type { AdminTools } from '../../admin-tools.ts'
import { operatorRoute } from '../../operator-route.ts'
import { ClientPath } from '../../wire/client-documents.ts'
import { reasonHeader, reasonIn } from '../../wire/reason.ts'

export const removeClient = ({ desk }: Pick<AdminTools, 'desk'>) =>
  operatorRoute<ClientPath>({
    operation: 'client.remove',
    method: 'delete',
    path: '/clients/:id',
    operationId: 'removeClient',
    summary: 'Remove a client for good: its tokens are dead at once, and its grants end soon after',
    params: ClientPath,
    headers: { ...ifMatch, ...reasonHeader },
    response: { status: 204, description: 'It is removed, and nobody gets its id again' },
    refusals: ['client.unknown', 'version.missing', 'version.stale'],
    example: { params: { id: 'example-bank' }, headers: { 'If-Match': '"2"' } },
    handle: async ({ caller: operator, params: { id }, headers, traceId }) => {
      const version = versionIn(headers)
      await desk.removeClient({ operator, id, version, reason: reasonIn(headers), traceId })
      return { status: 204 }
    },
  })
