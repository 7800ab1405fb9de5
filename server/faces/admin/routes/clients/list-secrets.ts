import { z } from 'zod'
import type { AdminTools } from '../../admin-tools.ts'
import { operatorRoute } from '../../operator-route.ts'
import { ClientPath, SecretDocument, secretDocuments } from '../../wire/client-documents.ts'

export const listSecrets = ({ desk }: Pick<AdminTools, 'desk'>) =>
  operatorRoute<ClientPath>({
    operation: 'client.read',
    method: 'get',
    path: '/clients/:id/secrets',
    operationId: 'listClientSecrets',
    summary: 'Which secrets a client has; none of them can be read',
    params: ClientPath,
    response: {
      status: 200,
      description: 'All of them',
      body: z.object({ items: z.array(SecretDocument) }),
    },
    refusals: ['client.unknown'],
    example: {
      params: { id: 'demo-web' },
      answer: {
        items: [
          {
            id: '01a22be4-5c1f-7a53-9f40-2b6d7c1f9a10',
            method: 'sha256',
            created_at: '2026-11-30T09:00:00+00:00',
          },
        ],
      },
    },
    handle: async ({ caller: operator, params: { id } }) => {
      const { client } = await desk.readClient({ operator, id })
      return { status: 200, body: { items: secretDocuments(client) } }
    },
  })
