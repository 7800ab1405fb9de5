import { z } from 'zod'
import type { AdminTools } from '../../admin-tools.ts'
import { operatorRoute } from '../../operator-route.ts'
import { examplePerson, PartyPath, partyIdIn } from '../../wire/party-documents.ts'
import { Reason } from '../../wire/reason.ts'

const Ending = z.strictObject({
  session: z.string().max(100).optional().describe('One of them, as they are listed; all when not said'),
  reason: Reason.describe('Why, which the person reads'),
})

export const endSessions = ({ desk }: Pick<AdminTools, 'desk'>) =>
  operatorRoute<PartyPath, unknown, z.infer<typeof Ending>>({
    operation: 'session.end',
    method: 'post',
    path: '/parties/:id/sessions/end',
    operationId: 'endSessions',
    summary: 'Log somebody out, everywhere or in one browser',
    params: PartyPath,
    body: Ending,
    response: {
      status: 200,
      description: 'How many that ended',
      body: z.object({ ended: z.int() }),
    },
    refusals: ['party.not-found'],
    example: {
      params: { id: examplePerson.id },
      body: { reason: 'She lost her phone' },
      answer: { ended: 1 },
    },
    handle: async ({ caller: operator, params, body, traceId }) => {
      const ended = await desk.endSession({ operator, party: partyIdIn(params), ...body, traceId })
      return { status: 200, body: { ended } }
    },
  })
