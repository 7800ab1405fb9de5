import { z } from 'zod'
import { etag, etagOf } from '../../../../http/api/versions.ts'
import type { AdminTools } from '../../admin-tools.ts'
import { operatorRoute } from '../../operator-route.ts'
import { entryOf } from '../../wire/entry.ts'
import { EntryPath } from '../../wire/entry-documents.ts'
import { exampleEntries } from '../../wire/entry-examples.ts'
import type { KindHere } from './kinds.ts'

const Query = z.object({
  version: z.coerce.number().int().min(1).optional().describe('The newest when not said'),
})

export const readEntry = ({ desk }: Pick<AdminTools, 'desk'>, { kind, path, one, words }: KindHere) =>
  operatorRoute<EntryPath, z.infer<typeof Query>>({
    operation: 'registry.read',
    method: 'get',
    path: `${path}/:id`,
    operationId: `read${one}`,
    summary: `What stands, or once stood, for ${words}`,
    params: EntryPath,
    query: Query,
    response: { status: 200, description: 'The entry', body: entryOf(kind), headers: etag },
    refusals: ['registry-entry.unknown', 'request.malformed'],
    example: {
      params: { id: exampleEntries[kind].id },
      query: { version: '1' },
      answer: exampleEntries[kind].entry,
    },
    handle: async ({ caller: operator, params: { id }, query: { version } }) => {
      const standing = await desk.readEntry({ operator, kind, id, version })
      return { status: 200, body: standing.entry, headers: { ETag: etagOf(standing.version) } }
    },
  })
