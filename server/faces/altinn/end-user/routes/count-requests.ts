import { z } from 'zod'
import type { RequestFilter } from '../../../../ports/requests/consent-query.ts'
import { route } from '../../../../http/api/route.ts'
import type { AltinnTools } from '../../altinn-tools.ts'
import { annotations, face } from '../../names.ts'
import type { EndUser } from '../end-user.ts'
import { assertReadsFor, PartyPath } from '../reads-for.ts'

/** In the order of their numbers, which are taken, too. */
const standings = {
  created: 'pending',
  rejected: 'rejected',
  accepted: 'accepted',
  revoked: 'revoked',
  deleted: 'withdrawn',
  expired: undefined,
} as const satisfies Readonly<Record<string, RequestFilter['standing'] | undefined>>

const names = Object.keys(standings) as (keyof typeof standings)[]

const Query = z.object({
  status: z
    .string()
    .max(20)
    .default('created')
    .transform(text => (/^[0-9]$/.test(text) ? names[Number(text)] : text.toLowerCase()))
    .pipe(z.enum(names, 'must be a status'))
    .describe('Created when not said'),
})

export const countRequests = (tools: Pick<AltinnTools, 'core' | 'rights'>) =>
  route<EndUser, z.infer<typeof PartyPath>, z.infer<typeof Query>, unknown>({
    method: 'get',
    path: '/consentrequests/count/:party',
    operationId: 'countConsentRequests',
    summary: 'How many shown requests of one status a party has that are not over',
    params: PartyPath,
    query: Query,
    response: { status: 200, description: 'The number', body: z.int() },
    refusals: ['request.malformed', 'request.not-found'],
    handle: async ({ caller, params, query }) => {
      const requestedFrom = await assertReadsFor(tools, caller, params.party)
      const standing = standings[query.status]
      const among = [{ face, annotations: { [annotations.viewMode]: 'Show' } }]
      const count = standing ? await tools.core.countRequests({ requestedFrom, among, standing }) : 0
      return { status: 200, body: count }
    },
  })
