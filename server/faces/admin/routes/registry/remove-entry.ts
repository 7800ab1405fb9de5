import { ifMatch, versionIn } from '../../../../http/api/versions.ts'
import type { AdminTools } from '../../admin-tools.ts'
import { operatorRoute } from '../../operator-route.ts'
import { EntryPath } from '../../wire/entry-documents.ts'
import { exampleEntries } from '../../wire/entry-examples.ts'
import { reasonHeader, reasonIn } from '../../wire/reason.ts'
import type { KindHere } from './kinds.ts'

export const removeEntry = ({ desk }: Pick<AdminTools, 'desk'>, { kind, path, one, words }: KindHere) =>
  operatorRoute<EntryPath>({
    operation: 'registry.remove',
    method: 'delete',
    path: `${path}/:id`,
    operationId: `remove${one}`,
    summary: `Hide ${words}, so that nobody is asked for it any more; its versions stay`,
    params: EntryPath,
    headers: { ...ifMatch, ...reasonHeader },
    response: { status: 204, description: 'It is hidden' },
    refusals: ['registry-entry.unknown', 'version.missing', 'version.stale'],
    example: { params: { id: exampleEntries[kind].id }, headers: { 'If-Match': '"1"' } },
    handle: async ({ caller: operator, params: { id }, headers, traceId }) => {
      const standing = versionIn(headers)
      await desk.removeEntry({ operator, kind, id, standing, reason: reasonIn(headers), traceId })
      return { status: 204 }
    },
  })
