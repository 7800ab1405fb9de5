import { z } from 'zod'
import { languages } from '../../../../domain/text/text.ts'
import { writeEverything } from '../../../../wording/everything/write-everything.ts'
import type { ExportTools } from '../../../../wording/everything/exporting.ts'
import type { AdminTools } from '../../admin-tools.ts'
import { operatorRoute } from '../../operator-route.ts'
import { examplePerson, PartyPath, partyIdIn } from '../../wire/party-documents.ts'
import { Reason } from '../../wire/reason.ts'

const Exporting = z.strictObject({
  reason: Reason.describe('Why, which the person reads'),
  language: z.enum(languages).default('nb').describe('Of what is there to be read'),
})

export const exportPerson = (tools: Pick<AdminTools, 'desk' | 'clock' | 'publicUrl'> & ExportTools) =>
  operatorRoute<PartyPath, unknown, z.infer<typeof Exporting>>({
    operation: 'person.export',
    method: 'post',
    path: '/parties/:id/export',
    operationId: 'exportPerson',
    summary: 'All that is kept about somebody, in one ZIP file, to be given to whom it is about',
    params: PartyPath,
    body: Exporting,
    response: { status: 200, description: 'The file', file: 'application/zip' },
    refusals: ['party.not-found'],
    example: {
      params: { id: examplePerson.id },
      body: { reason: 'She asked for it by letter', language: 'nb' },
      answer: 'PK…',
    },
    handle: async ({ caller: operator, params, body: { reason, language }, traceId }) => {
      const exported = await tools.desk.exportPerson({ operator, id: partyIdIn(params), reason, traceId })
      const at = tools.clock.now()
      const bytes = await writeEverything(tools, exported, { language, issuer: tools.publicUrl, at })
      const fileName = `samtykke-${at.toISOString().slice(0, 10)}.zip`
      return {
        status: 200,
        file: { bytes, mediaType: 'application/zip' },
        headers: { 'Content-Disposition': `attachment; filename="${fileName}"` },
      }
    },
  })
