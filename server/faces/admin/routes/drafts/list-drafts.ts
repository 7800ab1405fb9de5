import { z } from 'zod'
import type { AdminTools } from '../../admin-tools.ts'
import { operatorRoute } from '../../operator-route.ts'
import { DraftDocument, draftDocument, exampleDraft } from '../../wire/draft-documents.ts'

export const listDrafts = ({ desk }: Pick<AdminTools, 'desk'>) =>
  operatorRoute({
    operation: 'registry.read',
    method: 'get',
    path: '/drafts',
    operationId: 'listDrafts',
    summary: 'Entries that are being written, the one saved last first',
    response: { status: 200, description: 'All of them', body: z.object({ items: z.array(DraftDocument) }) },
    example: { answer: { items: [exampleDraft] } },
    handle: async ({ caller: operator }) => {
      const drafts = await desk.listDrafts({ operator })
      return { status: 200, body: { items: drafts.map(draftDocument) } }
    },
  })
