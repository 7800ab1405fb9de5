import { z } from 'zod'
import { etag, etagOf, ifMatch, versionIn } from '../../../../http/api/versions.ts'
import type { AdminTools } from '../../admin-tools.ts'
import { operatorRoute } from '../../operator-route.ts'
import { DraftPath, exampleDraft, examplePath } from '../../wire/draft-documents.ts'
import { ChangeDocument, changeDocument } from '../../wire/entry-documents.ts'
import { Reason } from '../../wire/reason.ts'

const Publishing = z.strictObject({ reason: Reason.optional() })

const Published = z.object({
  version: z.int(),
  entry: z.record(z.string(), z.unknown()),
  change: ChangeDocument.optional(),
})

export const publishDraft = ({ desk }: Pick<AdminTools, 'desk'>) =>
  operatorRoute<DraftPath, unknown, z.infer<typeof Publishing>>({
    operation: 'registry.publish',
    method: 'post',
    path: '/drafts/:kind/:id/publish',
    operationId: 'publishDraft',
    summary: 'Make a draft the newest version of its entry',
    params: DraftPath,
    headers: ifMatch,
    body: Publishing,
    response: { status: 200, description: 'The entry as it stands', body: Published, headers: etag },
    refusals: ['registry-entry.unknown', 'registry.malformed', 'version.missing', 'version.stale'],
    example: {
      params: examplePath,
      headers: { 'If-Match': '"1"' },
      body: { reason: 'Read by two' },
      answer: { version: 1, entry: exampleDraft.entry },
    },
    handle: async ({ caller: operator, params, headers, body: { reason }, traceId }) => {
      const revision = versionIn(headers)
      const { after, change } = await desk.publishDraft({ operator, ...params, revision, reason, traceId })
      return {
        status: 200,
        headers: { ETag: etagOf(after.version) },
        body: {
          version: after.version,
          entry: after.entry,
          ...(change && { change: changeDocument(change) }),
        },
      }
    },
  })
