import { z } from 'zod'
import { etag, etagOf } from '../../../../http/api/versions.ts'
import type { AdminTools } from '../../admin-tools.ts'
import { operatorRoute } from '../../operator-route.ts'
import {
  DraftDocument,
  DraftPath,
  draftDocument,
  exampleDraft,
  examplePath,
} from '../../wire/draft-documents.ts'
import {
  ChangeDocument,
  changeDocument,
  FaultDocument,
  faultDocument,
  HintDocument,
  hintDocument,
} from '../../wire/entry-documents.ts'

const JudgedDraft = DraftDocument.extend({
  standing: z
    .int()
    .describe('The version that stands, 0 when none does; publishing is refused unless it is the base'),
  faults: z.array(FaultDocument).describe('Why it would be refused; it is fit when there are none'),
  hints: z.array(HintDocument).describe('What people would stumble over'),
  change: ChangeDocument.optional(),
})

export const readDraft = ({ desk }: Pick<AdminTools, 'desk'>) =>
  operatorRoute<DraftPath>({
    operation: 'registry.read',
    method: 'get',
    path: '/drafts/:kind/:id',
    operationId: 'readDraft',
    summary: 'A draft, with what is wrong with it, what is hard to read in it and what it changes',
    params: DraftPath,
    response: { status: 200, description: 'The draft', body: JudgedDraft, headers: etag },
    refusals: ['registry-entry.unknown', 'request.malformed'],
    example: {
      params: examplePath,
      answer: { ...exampleDraft, standing: 0, faults: [], hints: [] },
    },
    handle: async ({ caller: operator, params }) => {
      const { draft, standing, faults, hints, change } = await desk.readDraft({ operator, ...params })
      return {
        status: 200,
        headers: { ETag: etagOf(draft.revision) },
        body: {
          ...draftDocument(draft),
          standing,
          faults: faults.map(faultDocument),
          hints: hints.map(hintDocument),
          ...(change && { change: changeDocument(change) }),
        },
      }
    },
  })
