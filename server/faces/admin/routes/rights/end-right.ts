import { z } from 'zod'
import { isUuid } from '../../../../domain/ids.ts'
import { Problem } from '../../../../domain/problem.ts'
import type { RightId } from '../../../../domain/rights/party-right.ts'
import type { AdminTools } from '../../admin-tools.ts'
import { operatorRoute } from '../../operator-route.ts'
import { Reason } from '../../wire/reason.ts'
import { exampleShownRight, RightDocument, rightDocument } from '../../wire/right-documents.ts'

const RightPath = z.object({ id: z.string().max(100).describe('The id of the right') })

const Body = z.strictObject({ reason: Reason })

export const endRight = ({ desk, clock }: Pick<AdminTools, 'desk' | 'clock'>) =>
  operatorRoute<z.infer<typeof RightPath>, unknown, z.infer<typeof Body>>({
    operation: 'right.end',
    method: 'post',
    path: '/rights/:id/end',
    operationId: 'endRight',
    summary: 'End a right at once; it stays on record',
    params: RightPath,
    body: Body,
    response: { status: 200, description: 'The right, with its end', body: RightDocument },
    refusals: ['request.malformed', 'right.not-found', 'right.ended'],
    example: {
      params: { id: exampleShownRight.id },
      body: { reason: 'The guardianship is over' },
      answer: {
        ...exampleShownRight,
        status: 'ended',
        ended_at: '2027-01-31T11:00:00+00:00',
        ended_by: 'Administrator',
        ended_how: 'ended',
      },
    },
    handle: async ({ caller: operator, params, body: { reason }, traceId }) => {
      if (!isUuid(params.id)) throw new Problem('right.not-found', 'There is no such right')
      const id = params.id.toLowerCase() as RightId
      const ended = await desk.endRight({ operator, id, reason, traceId })
      return { status: 200, body: rightDocument(ended, new Map(), clock.now()) }
    },
  })
