import { z } from 'zod'
import type { AdminTools } from '../../admin-tools.ts'
import { operatorRoute } from '../../operator-route.ts'
import { otherPersonId, PartyPath, partyIdIn } from '../../wire/party-documents.ts'
import { Reason } from '../../wire/reason.ts'

const Erasing = z.strictObject({ reason: Reason.describe('Why; kept after her, so name nobody') })

const Erased = z.object({
  sessions_ended: z.int(),
  active_grants: z.int().describe('Consents that were not withdrawn, which those who got them may still use'),
  kept: z
    .array(
      z.object({
        what: z.enum(['requests', 'grants', 'documents', 'acts']),
        count: z.int(),
        basis: z.enum(['proof-of-consent', 'accountability']).describe('GDPR 7(1) and 17(3)(e), or 5(2)'),
      }),
    )
    .describe('What stays, and why; nothing of it can be read as hers'),
})

export const erasePerson = ({ desk }: Pick<AdminTools, 'desk'>) =>
  operatorRoute<PartyPath, unknown, z.infer<typeof Erasing>>({
    operation: 'person.erase',
    method: 'post',
    path: '/parties/:id/erase',
    operationId: 'erasePerson',
    summary: 'Erase what can be read about a person, for good',
    params: PartyPath,
    body: Erasing,
    response: { status: 200, description: 'What stays', body: Erased },
    refusals: ['party.not-found'],
    example: {
      params: { id: otherPersonId },
      body: { reason: 'Asked to by mail, case 2026/118' },
      answer: {
        sessions_ended: 0,
        active_grants: 0,
        kept: [{ what: 'requests', count: 1, basis: 'proof-of-consent' }],
      },
    },
    handle: async ({ caller: operator, params, body: { reason }, traceId }) => {
      const erasure = await desk.erasePerson({ operator, id: partyIdIn(params), reason, traceId })
      return {
        status: 200,
        body: {
          sessions_ended: erasure.sessionsEnded,
          active_grants: erasure.activeGrants,
          kept: erasure.kept.map(({ what, count, basis }) => ({ what, count, basis })),
        },
      }
    },
  })
