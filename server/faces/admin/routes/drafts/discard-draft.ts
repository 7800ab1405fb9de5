import { ifMatch, versionIn } from '../../../../http/api/versions.ts'
import type { AdminTools } from '../../admin-tools.ts'
import { operatorRoute } from '../../operator-route.ts'
import { DraftPath, exampleDraft } from '../../wire/draft-documents.ts'

export const discardDraft = ({ desk }: Pick<AdminTools, 'desk'>) =>
  operatorRoute<DraftPath>({
    operation: 'registry.draft',
    method: 'delete',
    path: '/drafts/:kind/:id',
    operationId: 'discardDraft',
    summary: 'Throw a draft away',
    params: DraftPath,
    headers: ifMatch,
    response: { status: 204, description: 'It is no more' },
    refusals: ['registry-entry.unknown', 'request.malformed', 'version.missing', 'version.stale'],
    example: {
      params: { kind: exampleDraft.kind, id: 'example-mistake' },
      headers: { 'If-Match': '"1"' },
    },
    handle: async ({ caller: operator, params, headers, traceId }) => {
      await desk.discardDraft({ operator, ...params, revision: versionIn(headers), traceId })
      return { status: 204 }
    },
  })
