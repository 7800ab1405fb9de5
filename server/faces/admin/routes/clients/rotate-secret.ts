import { z } from 'zod'
import { etag, etagOf } from '../../../../http/api/versions.ts'
import type { AdminTools } from '../../admin-tools.ts'
import { idempotencyKey, once } from '../../once.ts'
import { operatorRoute } from '../../operator-route.ts'
import { ClientPath, SecretDocument, secretDocuments } from '../../wire/client-documents.ts'
import { Reason } from '../../wire/reason.ts'

const Rotation = z.strictObject({
  only: z
    .boolean()
    .default(false)
    .describe(
      'Whether every other secret ends at once; else the newest one so far goes on working beside it',
    ),
  reason: Reason.optional(),
})

const Rotated = z.object({
  client_secret: z.string().describe('Shown this once; only its hash is kept'),
  items: z.array(SecretDocument).describe('The secrets that work now'),
})

export const rotateSecret = (tools: Pick<AdminTools, 'desk' | 'core' | 'ids'>) =>
  operatorRoute<ClientPath, unknown, z.infer<typeof Rotation>>({
    operation: 'client.rotate_secret',
    method: 'post',
    path: '/clients/:id/secrets',
    operationId: 'rotateClientSecret',
    summary: 'Make a new secret for a client; the one before works on until it is removed, or rotated away',
    params: ClientPath,
    headers: idempotencyKey,
    body: Rotation,
    response: { status: 201, description: 'The new secret', body: Rotated, headers: etag },
    refusals: ['client.unknown', 'client.without-secrets', 'request.repeated-differently'],
    example: {
      params: { id: 'example-bank' },
      body: { only: false, reason: 'Every quarter' },
      answer: {
        client_secret: 'Xv0Yw2c1Jt6iS9kQb5fR8nL3hZ7mP4aE1dG6uO0xTqU',
        items: [
          {
            id: '01a22be4-5c1f-7a53-9f40-2b6d7c1f9a10',
            method: 'sha256',
            created_at: '2026-11-30T09:00:00+00:00',
          },
        ],
      },
    },
    handle: ({ caller: operator, params: { id }, headers, body, traceId }) =>
      once(tools, {
        caller: operator,
        headers,
        sent: [`rotateClientSecret ${id}`, body],
        write: async () => {
          const { client, secret } = await tools.desk.rotateClientSecret({ operator, id, ...body, traceId })
          return {
            status: 201,
            headers: { ETag: etagOf(client.version) },
            body: { client_secret: secret, items: secretDocuments(client) },
          }
        },
      }),
  })
