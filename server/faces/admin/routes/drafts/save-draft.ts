import { z } from 'zod'
import { etag, etagOf, ifMatchOrNew, standingIn } from '../../../../http/api/versions.ts'
import type { AdminTools } from '../../admin-tools.ts'
import { operatorRoute } from '../../operator-route.ts'
import {
  DraftDocument,
  DraftPath,
  draftDocument,
  exampleDraft,
  examplePath,
} from '../../wire/draft-documents.ts'

const Written = z.strictObject({
  entry: z.record(z.string(), z.unknown()).describe('What is written so far; it need not be fit'),
  base: z.int().min(0).describe('The version that it is to take the place of; 0 for an entry that is new'),
})

export const saveDraft = ({ desk }: Pick<AdminTools, 'desk'>) =>
  operatorRoute<DraftPath, unknown, z.infer<typeof Written>>({
    operation: 'registry.draft',
    method: 'put',
    path: '/drafts/:kind/:id',
    operationId: 'saveDraft',
    summary: 'Keep an entry that is being written',
    params: DraftPath,
    headers: ifMatchOrNew,
    body: Written,
    response: { status: 200, description: 'The draft', body: DraftDocument, headers: etag },
    refusals: ['request.malformed', 'version.missing', 'version.stale'],
    example: {
      params: examplePath,
      headers: { 'If-None-Match': '*' },
      body: { entry: exampleDraft.entry, base: 0 },
      answer: exampleDraft,
    },
    handle: async ({ caller: operator, params, headers, body, traceId }) => {
      const revision = standingIn(headers)
      const draft = await desk.saveDraft({ operator, ...params, ...body, revision, traceId })
      return { status: 200, body: draftDocument(draft), headers: { ETag: etagOf(draft.revision) } }
    },
  })
