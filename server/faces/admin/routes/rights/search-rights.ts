import { z } from 'zod'
import type { AdminTools } from '../../admin-tools.ts'
import { operatorRoute } from '../../operator-route.ts'
import { pageOf, pageRequest, paging, shownPage } from '../../wire/paging.ts'
import { Reason } from '../../wire/reason.ts'
import { exampleRight, exampleShownRight, RightDocument, rightDocument } from '../../wire/right-documents.ts'

const AnyNumber = z.string().max(20).optional()

const Body = z.strictObject({
  actor: AnyNumber.describe('What this person (11 digits) or organization (9) may do for others'),
  on_behalf_of: AnyNumber.describe('What others may do for this one'),
  party: AnyNumber.describe('Either of both'),
  standing: z
    .enum(['current', 'over'])
    .optional()
    .describe('Those that stand, or that are over; both when not said'),
  reason: Reason.optional(),
  ...paging,
})

export const searchRights = ({ desk, clock }: Pick<AdminTools, 'desk' | 'clock'>) =>
  operatorRoute<unknown, unknown, z.infer<typeof Body>>({
    operation: 'right.read',
    method: 'post',
    path: '/rights/search',
    operationId: 'searchRights',
    summary: 'The rights of somebody, newest first; who was looked at can see it',
    body: Body,
    response: { status: 200, description: 'A page of rights', body: pageOf(RightDocument) },
    refusals: ['request.malformed', 'party.malformed'],
    example: { body: { on_behalf_of: exampleRight.on_behalf_of }, answer: { items: [exampleShownRight] } },
    handle: async ({ caller: operator, body, traceId }) => {
      const { actor, on_behalf_of: onBehalfOf, party, standing, reason } = body
      const search = {
        actor: somebody(actor),
        onBehalfOf: somebody(onBehalfOf),
        party: somebody(party),
        standing,
      }
      const found = await desk.listRights({ operator, search, page: pageRequest(body), reason, traceId })
      return { status: 200, body: shownPage(found, one => rightDocument(one, found.parties, clock.now())) }
    },
  })

const somebody = (number: string | undefined) => (number === undefined ? undefined : { number })
