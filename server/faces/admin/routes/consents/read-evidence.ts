import type { AdminTools } from '../../admin-tools.ts'
import { operatorRoute } from '../../operator-route.ts'
import { exampleGrant } from '../../wire/consent-documents.ts'
import { reasonHeader, reasonIn } from '../../wire/reason.ts'
import { GrantPath, grantIdIn } from './consent-paths.ts'

export const readEvidence = ({ desk }: Pick<AdminTools, 'desk'>) =>
  operatorRoute<GrantPath>({
    operation: 'evidence.read',
    method: 'get',
    path: '/grants/:id/evidence',
    operationId: 'readEvidence',
    summary:
      'Signed evidence of one consent, for `samtykke evidence verify`; she whom it is about sees that it was fetched',
    params: GrantPath,
    headers: reasonHeader,
    response: { status: 200, description: 'The file', file: 'application/json' },
    refusals: ['authorization-grant.not-found', 'request.malformed'],
    example: {
      params: { id: exampleGrant.id },
      headers: { Reason: 'Asked for by the court' },
      answer: '{"consent_id":"01a22be4-5c1f-7a53-9f40-2b6d7c1f9a30","status":"active", …}',
    },
    handle: async ({ caller: operator, params, headers, traceId }) => {
      const looking = { operator, reason: reasonIn(headers), traceId }
      const { bytes, fileName } = await desk.readEvidence({ ...looking, id: grantIdIn(params) })
      return {
        status: 200,
        file: { bytes, mediaType: 'application/json' },
        headers: { 'Content-Disposition': `attachment; filename="${fileName}"` },
      }
    },
  })
