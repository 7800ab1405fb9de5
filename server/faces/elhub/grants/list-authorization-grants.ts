import type { z } from 'zod'
import { route } from '../../../http/api/route.ts'
import { type Caller, callingParty } from '../caller.ts'
import type { ElhubTools } from '../elhub-tools.ts'
import { collections } from '../names.ts'
import { listDocument, type Paging, PagingQuery, readPaging } from '../wire/paging.ts'
import { refuse } from '../wire/refusals.ts'
import { grantResources } from './grant-document.ts'
import { GrantList } from './schemas.ts'

export const listAuthorizationGrants = (
  tools: Pick<ElhubTools, 'clock' | 'core' | 'ids' | 'market' | 'parties'>,
) =>
  route<Caller, unknown, z.infer<typeof PagingQuery>, unknown>({
    method: 'get',
    path: '/authorization-grants',
    operationId: 'listAuthorizationGrants',
    summary: 'The grants that the caller got, and those given for it',
    query: PagingQuery,
    response: { status: 200, description: 'A page of grants', body: GrantList },
    refusals: ['not-authorized'],
    handle: async ({ caller, query }) => {
      if (caller.party.type === 'System') throw refuse('not-authorized')
      const paging = readPaging(query)
      const { items, total } = await grantsOf(tools, caller, paging)
      const body = listDocument({
        data: await grantResources(tools, items),
        total,
        path: collections.grants,
        paging,
        now: tools.clock.now(),
      })
      return { status: 200, body }
    },
  })

/** Nothing for a party that was never seen here; asking does not make it known. */
async function grantsOf(
  tools: Pick<ElhubTools, 'core' | 'market' | 'parties'>,
  caller: Caller,
  { number, size }: Paging,
) {
  const party = await callingParty(tools, caller)
  if (party === undefined) return { items: [], total: 0 }
  return tools.core.listPartyGrants(party, { offset: number * size, limit: size })
}
