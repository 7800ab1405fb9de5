import { etag, etagOf } from '../../../../http/api/versions.ts'
import type { AdminTools } from '../../admin-tools.ts'
import { operatorRoute } from '../../operator-route.ts'
import { ClientPath, exampleClient } from '../../wire/client-documents.ts'
import { entryOf } from '../../wire/entry.ts'

export const readClient = (tools: Pick<AdminTools, 'desk'>) =>
  operatorRoute<ClientPath>({
    operation: 'client.read',
    method: 'get',
    path: '/clients/:id',
    operationId: 'readClient',
    summary: 'A client as its entry in the declarative file; of its secrets only that they are kept',
    params: ClientPath,
    response: { status: 200, description: 'The entry', body: entryOf('client'), headers: etag },
    refusals: ['client.unknown'],
    example: { params: { id: 'demo-web' }, answer: exampleClient },
    handle: async ({ caller: operator, params: { id } }) => {
      const { client, entry } = await tools.desk.readClient({ operator, id })
      return { status: 200, body: entry, headers: { ETag: etagOf(client.version) } }
    },
  })
