import { z } from 'zod'
import { etag, etagOf } from '../../../../http/api/versions.ts'
import type { AdminTools } from '../../admin-tools.ts'
import { idempotencyKey, once } from '../../once.ts'
import { operatorRoute } from '../../operator-route.ts'
import { exampleClient } from '../../wire/client-documents.ts'
import { type EntryBody, entryOf } from '../../wire/entry.ts'
import { reasonHeader, reasonIn } from '../../wire/reason.ts'

export const createClient = (tools: Pick<AdminTools, 'desk' | 'core' | 'ids'>) =>
  operatorRoute<unknown, unknown, EntryBody>({
    operation: 'client.write',
    method: 'post',
    path: '/clients',
    operationId: 'createClient',
    summary: 'Register a client; one that proves itself by a secret and brings none is given one',
    headers: { ...idempotencyKey, ...reasonHeader },
    body: entryOf('client'),
    response: {
      status: 201,
      description: 'The client, and its secret if one was made, this once',
      body: z.object({ client: entryOf('client'), client_secret: z.string().optional() }),
      headers: { ...etag, Location: { description: 'Where it is' } },
    },
    refusals: ['registry.malformed', 'client.exists', 'request.repeated-differently'],
    example: {
      body: exampleClient,
      answer: { client: exampleClient, client_secret: 'Xv0Yw2c1Jt6iS9kQb5fR8nL3hZ7mP4aE1dG6uO0xTqU' },
    },
    handle: ({ caller: operator, headers, body, traceId }) =>
      once(tools, {
        caller: operator,
        headers,
        sent: ['createClient', body],
        write: async () => {
          const command = { operator, entry: body, reason: reasonIn(headers), traceId }
          const { client, entry, secret } = await tools.desk.createClient(command)
          return {
            status: 201,
            headers: { ETag: etagOf(client.version), Location: `clients/${encodeURIComponent(client.id)}` },
            body: { client: entry, ...(secret !== undefined && { client_secret: secret }) },
          }
        },
      }),
  })
