import { etag, etagOf, ifMatch, versionIn } from '../../../../http/api/versions.ts'
import type { AdminTools } from '../../admin-tools.ts'
import { operatorRoute } from '../../operator-route.ts'
import { ClientPath, exampleClient } from '../../wire/client-documents.ts'
import { type EntryBody, entryOf } from '../../wire/entry.ts'
import { reasonHeader, reasonIn } from '../../wire/reason.ts'

export const changeClient = (tools: Pick<AdminTools, 'desk'>) =>
  operatorRoute<ClientPath, unknown, EntryBody>({
    operation: 'client.write',
    method: 'put',
    path: '/clients/:id',
    operationId: 'changeClient',
    summary:
      'Put another entry in the place of a client’s; what it does not say is as when a file does not say it',
    params: ClientPath,
    headers: { ...ifMatch, ...reasonHeader },
    body: entryOf('client'),
    response: {
      status: 200,
      description: 'The entry as it stands',
      body: entryOf('client'),
      headers: etag,
    },
    refusals: ['registry.malformed', 'client.unknown', 'version.missing', 'version.stale'],
    example: {
      params: { id: 'example-bank' },
      headers: { 'If-Match': '"1"' },
      body: {
        ...exampleClient,
        name: 'Example Bank of Norway',
        secrets: [{ secret_kept: 'the-id-of-its-secret' }],
      },
      answer: { ...exampleClient, name: 'Example Bank of Norway' },
    },
    handle: async ({ caller: operator, params: { id }, headers, body, traceId }) => {
      const { client, entry } = await tools.desk.changeClient({
        operator,
        id,
        entry: body,
        version: versionIn(headers),
        reason: reasonIn(headers),
        traceId,
      })
      return { status: 200, body: entry, headers: { ETag: etagOf(client.version) } }
    },
  })
