import { z } from 'zod'
import { Problem } from '../../../../domain/problem.ts'
import type { GrantStatus } from '../../../../domain/grants/authorization-grant.ts'
import type { RequestStatus } from '../../../../domain/requests/consent-request.ts'
import type { Operator } from '../../../../domain/operators/operator.ts'
import type { Language } from '../../../../domain/text/text.ts'
import type { ConsoleWork } from '../../console-work.ts'
import { consolePage } from '../../page/console-page.ts'
import { addressed, Cursor, Day, Narrowing, timeBetween } from '../../page/queries.ts'
import { shownFoundGrant, shownFoundRequest } from '../../support/shown.ts'

const path = '/console/consents'
const pageSize = 50

const grantStatuses = [
  'active',
  'not-yet-valid',
  'exhausted',
  'revoked',
  'expired',
] as const satisfies readonly GrantStatus[]
const requestStatuses = [
  'pending',
  'accepted',
  'rejected',
  'withdrawn',
  'expired',
] as const satisfies readonly RequestStatus[]

/** Consents or requests, all of them or those that stand so. */
const standings = [
  'grant',
  ...grantStatuses.map(status => `grant.${status}` as const),
  'request',
  ...requestStatuses.map(status => `request.${status}` as const),
] as const

const Query = z.object({
  standing: z.enum(standings).default('grant'),
  client: Narrowing,
  purpose: Narrowing,
  face: Narrowing,
  from: Day,
  to: Day,
  after: Cursor,
})

type Query = z.infer<typeof Query>

/** Consents, or requests for them, of everybody; whose they are is told on the page of each, for a reason. */
export const searchConsents = (tools: ConsoleWork) =>
  consolePage(tools, {
    path,
    query: Query,
    duty: 'grant.read',
    section: 'consents',
    handle: async ({ query, language, traceId }, operator) => {
      const { after: _, ...looked } = query
      const found = await search(tools, query, { operator, language, traceId })
      return {
        view: 'console/consents',
        model: {
          looked,
          standings,
          ...found,
          next: found.next && addressed(path, { ...looked, after: found.next }),
        },
        // A search that comes when the login is over leads to the provider.
        formsLeadOut: true,
      }
    },
  })

interface Looking {
  readonly operator: Operator
  readonly language: Language
  readonly traceId: string
}

async function search({ desk }: ConsoleWork, query: Query, { language, ...looking }: Looking) {
  if (!isNarrow(query)) return { found: undefined, next: undefined }
  const { client: clientId, purpose: purposeId, face, from, to, after } = query
  const narrowed = { clientId, purposeId, face, ...timeBetween({ from, to }) }
  const page = { limit: pageSize, after }
  try {
    if (query.standing.startsWith('request')) {
      const wanted = { ...narrowed, statuses: chosen(requestStatuses, query) }
      const { items, next, askers } = await desk.searchRequests({ ...looking, search: wanted, page })
      return { found: items.map(one => shownFoundRequest(one, askers, language)), next }
    }
    const wanted = { ...narrowed, statuses: chosen(grantStatuses, query) }
    const { items, next, askers } = await desk.searchGrants({ ...looking, search: wanted, page })
    return { found: items.map(one => shownFoundGrant(one, askers, language)), next }
  } catch (error) {
    if (after === undefined && isTooWide(error)) return { found: undefined, next: undefined, isTooWide: true }
    throw error
  }
}

const chosen = <Status extends string>(statuses: readonly Status[], { standing }: Query) => {
  const one = statuses.find(status => standing.endsWith(`.${status}`))
  return one && [one]
}

const isNarrow = ({ client, purpose, face, from, to }: Query): boolean =>
  [client, purpose, face, from, to].some(one => one !== undefined)

/** The desk says how wide a search may be. */
const isTooWide = (error: unknown): boolean =>
  error instanceof Problem && error.code === 'request.malformed' && error.pointer === undefined
