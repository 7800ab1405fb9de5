import { etag, etagOf, ifMatchOrNew, standingIn } from '../../../../http/api/versions.ts'
import type { AdminTools } from '../../admin-tools.ts'
import { operatorRoute } from '../../operator-route.ts'
import { type EntryBody, entryOf } from '../../wire/entry.ts'
import { EntryPath } from '../../wire/entry-documents.ts'
import { exampleEntries } from '../../wire/entry-examples.ts'
import { reasonHeader, reasonIn } from '../../wire/reason.ts'
import type { KindHere } from './kinds.ts'

export const putEntry = ({ desk }: Pick<AdminTools, 'desk'>, { kind, path, one, words }: KindHere) =>
  operatorRoute<EntryPath, unknown, EntryBody>({
    operation: 'registry.write',
    method: 'put',
    path: `${path}/:id`,
    operationId: `put${one}`,
    summary: `Register ${words}, new or in the place of what stands; every version is kept`,
    params: EntryPath,
    headers: { ...ifMatchOrNew, ...reasonHeader },
    body: entryOf(kind),
    response: {
      status: 201,
      description: 'It is new',
      also: { status: 200, description: 'It stands in the place of the one before' },
      body: entryOf(kind),
      headers: etag,
    },
    refusals: ['registry.malformed', 'version.missing', 'version.stale'],
    example: {
      params: { id: exampleEntries[kind].id },
      headers: { 'If-None-Match': '*' },
      body: exampleEntries[kind].entry,
      answer: exampleEntries[kind].entry,
    },
    handle: async ({ caller: operator, params: { id }, headers, body: entry, traceId }) => {
      const standing = standingIn(headers)
      const reason = reasonIn(headers)
      const { before, after } = await desk.putEntry({ operator, kind, id, entry, standing, reason, traceId })
      return {
        status: before ? 200 : 201,
        body: after.entry,
        headers: { ETag: etagOf(after.version) },
      }
    },
  })
