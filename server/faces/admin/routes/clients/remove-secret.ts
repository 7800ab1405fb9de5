import { z } from 'zod'
import type { AdminTools } from '../../admin-tools.ts'
import { operatorRoute } from '../../operator-route.ts'
import { ClientPath } from '../../wire/client-documents.ts'
import { reasonHeader, reasonIn } from '../../wire/reason.ts'

const SecretPath = ClientPath.extend({ secret_id: z.string().min(1).max(100) })

export const removeSecret = ({ desk }: Pick<AdminTools, 'desk'>) =>
  operatorRoute<z.infer<typeof SecretPath>>({
    operation: 'client.rotate_secret',
    method: 'delete',
    path: '/clients/:id/secrets/:secret_id',
    operationId: 'removeClientSecret',
    summary: 'End a secret of a client that has another',
    params: SecretPath,
    headers: reasonHeader,
    response: { status: 204, description: 'It is no good any more' },
    refusals: ['client.unknown', 'client-secret.unknown', 'client-secret.last'],
    example: { params: { id: 'example-bank', secret_id: 'the-id-of-its-secret' } },
    handle: async ({ caller: operator, params: { id, secret_id: secretId }, headers, traceId }) => {
      await desk.removeClientSecret({ operator, id, secretId, reason: reasonIn(headers), traceId })
      return { status: 204 }
    },
  })
