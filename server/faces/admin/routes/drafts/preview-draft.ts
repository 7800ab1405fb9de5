import { z } from 'zod'
import { languages } from '../../../../domain/text/text.ts'
import type { AdminTools } from '../../admin-tools.ts'
import { operatorRoute } from '../../operator-route.ts'
import { DraftPath, examplePath } from '../../wire/draft-documents.ts'
import { HintDocument, hintDocument } from '../../wire/entry-documents.ts'

const PageDocument = z.object({
  face: z.string(),
  type: z.string().describe('The consent type that shows it'),
  giver: z.enum(['person', 'organization']),
  language: z.enum(languages),
  text: z.string().describe('What the giver would read, and what would be kept as the evidence of it'),
  hints: z.array(HintDocument).describe('What is hard to read on the page'),
})

export const previewDraft = ({ desk }: Pick<AdminTools, 'desk'>) =>
  operatorRoute<DraftPath>({
    operation: 'registry.read',
    method: 'get',
    path: '/drafts/:kind/:id/pages',
    operationId: 'previewDraft',
    summary: 'What people would read if a draft stood, in every language',
    params: DraftPath,
    response: {
      status: 200,
      description: 'The pages as plain text; none for what no page shows',
      body: z.object({ items: z.array(PageDocument) }),
    },
    refusals: ['registry-entry.unknown', 'registry.malformed'],
    example: {
      params: examplePath,
      answer: {
        items: [
          {
            face: 'oauth',
            type: 'example-draft',
            giver: 'person',
            language: 'en',
            text: 'EXAMPLE AS asks for your consent\n\n…',
            hints: [],
          },
        ],
      },
    },
    handle: async ({ caller: operator, params: { kind, id } }) => {
      const { draft } = await desk.readDraft({ operator, kind, id })
      const pages = await desk.previewEntry({ operator, kind, entry: draft.entry })
      const items = pages.map(({ face, type, giver, language, text, hints }) => ({
        face,
        type,
        giver,
        language,
        text,
        hints: hints.map(hintDocument),
      }))
      return { status: 200, body: { items } }
    },
  })
