import type { z } from 'zod'
import type { RequestStatus } from '../../../domain/requests/consent-request.ts'
import type { ApiReply } from '../../../http/api/api.ts'
import type { InspectedRequest } from '../../../domain/requests/consent-request.ts'
import { type Caller, callingParty } from '../caller.ts'
import type { ElhubTools } from '../elhub-tools.ts'
import { annotation, face } from '../names.ts'
import { listDocument, PagingQuery, readPaging } from '../wire/paging.ts'
import { refuse } from '../wire/refusals.ts'
import { filterLink, readStatusFilter, StatusFilter } from '../wire/status-filter.ts'

export const ListQuery = PagingQuery.extend({ 'filter[status]': StatusFilter })

export type ListQuery = z.infer<typeof ListQuery>

/** A kind of request as the wire knows it. */
interface AskedKind<Status extends string> {
  readonly type: string
  readonly path: string
  readonly statuses: readonly Status[]
  readonly wireStatuses: Readonly<Record<RequestStatus, Status>>
  readonly toResources: (
    tools: Pick<ElhubTools, 'market' | 'parties'>,
    listed: readonly InspectedRequest[],
  ) => Promise<readonly unknown[]>
}

/** A page of what the caller has asked by such requests, or was asked. */
export async function listAsked<Status extends string>(
  tools: Pick<ElhubTools, 'clock' | 'core' | 'market' | 'parties'>,
  { caller, query }: { readonly caller: Caller; readonly query: ListQuery },
  { type, path, statuses, wireStatuses, toResources }: AskedKind<Status>,
): Promise<ApiReply> {
  const wanted = readStatusFilter(query['filter[status]'], statuses)
  if (caller.party.type === 'System') throw refuse('not-authorized')
  const paging = readPaging(query)
  const { items, total } = await askedOf(tools, caller, {
    type,
    statuses:
      wanted &&
      (Object.keys(wireStatuses) as RequestStatus[]).filter(one => wanted.includes(wireStatuses[one])),
    offset: paging.number * paging.size,
    limit: paging.size,
  })
  const body = listDocument({
    data: await toResources(tools, items),
    total,
    path,
    paging,
    filter: filterLink(wanted),
    now: tools.clock.now(),
  })
  return { status: 200, body }
}

interface Wanted {
  readonly type: string
  readonly statuses: readonly RequestStatus[] | undefined
  readonly offset: number
  readonly limit: number
}

/**
 * Nothing for a party that was never seen here; asking does not make it known.
 * @NOTE Every process lets the customer alone answer, so whom a request is put to is whom it is about.
 */
async function askedOf(
  tools: Pick<ElhubTools, 'core' | 'market' | 'parties'>,
  caller: Caller,
  { type, statuses, ...page }: Wanted,
) {
  const party = await callingParty(tools, caller)
  if (party === undefined) return { items: [], total: 0 }
  return tools.core.listPartyRequests(
    { party, face, annotations: { [annotation('type')]: type }, statuses },
    page,
  )
}
