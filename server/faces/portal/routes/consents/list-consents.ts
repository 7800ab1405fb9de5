import { z } from 'zod'
import type { PartyId } from '../../../../domain/ids.ts'
import { pageRoute } from '../../../../http/pages/page-route.ts'
import type { PageReply, PageRequest } from '../../../../http/pages/pages.ts'
import type { LoginSession } from '../../../../ports/sessions/login-session-store.ts'
import type { FaceTools } from '../../../face-module.ts'
import { listWaiting } from '../../consents/list-waiting.ts'
import { listedGrant } from '../../consents/listed-grant.ts'
import { listedAsker } from '../../consents/listed-asker.ts'
import { type Readership, ReadFor, readFor } from '../../consents/read-for.ts'
import { isSearched, Search, searchForm, searchQuery } from '../../consents/search.ts'
import { withReader } from '../../consents/with-reader.ts'
import type { PortalTools } from '../../portal-tools.ts'
import type { Settings } from '../../settings.ts'
import { signedIn } from '../../signed-in.ts'

const pageSize = 25

/** As many as are shown above what is in force. */
const mostAbove = 5

const Query = z.object({
  standing: z.enum(['waiting', 'active', 'ended']).default('active'),
  after: z.string().max(500).optional(),
  for: ReadFor,
  ...Search,
})

type Query = z.infer<typeof Query>

interface Reading {
  readonly request: PageRequest<unknown, Query, unknown>
  readonly session: LoginSession
  readonly readership: Readership
}

/** What waits for the person's answer, what she has consented to and what of it has ended; hers or another's. */
export const listConsents = (tools: PortalTools, settings: Settings) =>
  pageRoute({
    method: 'get',
    path: '/consents',
    query: Query,
    handle: withReader(tools, settings, async (request, session): Promise<PageReply> => {
      const readership = await readFor(tools, session, request.query.for)
      const reading = { request, session, readership }
      const listed = await content(tools, reading)
      return {
        view: 'my-consents',
        model: {
          ...signedIn(session),
          standing: request.query.standing,
          ...readers(reading),
          ...listed,
        },
        // A search that comes when the login is over leads to the identity provider.
        formsLeadOut: listed.search !== undefined,
      }
    }),
  })

/** The lists of one standing, with the address of the rest. */
async function content(tools: Pick<FaceTools, 'core' | 'renderer' | 'requestDialects'>, reading: Reading) {
  const { request, readership } = reading
  const { standing, after } = request.query
  if (standing === 'waiting') {
    const { requests, next } = await waiting(tools, reading, { limit: pageSize, after })
    return { requests, grants: [], next: next && here(reading, { standing, after: next }) }
  }
  const searched = request.query
  const form = {
    searched,
    readership,
    here: (query: Readonly<Record<string, string>>) => here(reading, query),
  }
  if (searched.by) return byAsker(tools, reading, searchForm({ ...form, asker: undefined }))
  const { items, next } = await tools.core.listGrants(readership.about, standing, {
    limit: pageSize,
    after,
    grantedTo: searched.asker as PartyId | undefined,
    search: searched.q || undefined,
  })
  const above =
    standing === 'active' && after === undefined && !isSearched(searched)
      ? await waiting(tools, reading, { limit: mostAbove })
      : { requests: [], next: undefined }
  return {
    requests: above.requests,
    moreRequests: above.next && here(reading, { standing: 'waiting' }),
    grants: items.map(item => listedGrant(tools.renderer, item, request.language)),
    search:
      items.length > 0 || isSearched(searched)
        ? searchForm({ ...form, asker: searched.asker ? items[0]?.grantedTo : undefined })
        : undefined,
    next: next && here(reading, { standing, ...searchQuery(searched), after: next }),
  }
}

/** Those whom the consents were given to. */
async function byAsker(
  tools: Pick<FaceTools, 'core'>,
  reading: Reading,
  search: ReturnType<typeof searchForm>,
) {
  const { request, readership } = reading
  const { standing, after } = request.query
  const wanted = standing === 'ended' ? 'ended' : 'active'
  const { items, next } = await tools.core.listAskers(readership.about, wanted, { limit: pageSize, after })
  const href = (id: PartyId) => here(reading, { standing, asker: id })
  return {
    requests: [],
    grants: [],
    search,
    askers: items.map(item => listedAsker(item, href(item.id), request.language)),
    next: next && here(reading, { standing, by: 'asker', after: next }),
  }
}

const waiting = (
  tools: Pick<FaceTools, 'core' | 'requestDialects'>,
  { request, session, readership }: Reading,
  page: { limit: number; after?: string | undefined },
) => listWaiting(tools, { session, readership, language: request.language }, page)

/** The tabs, and the switch between those whose consents the person may read. */
function readers(reading: Reading) {
  const { readership, session } = reading
  const { other, others } = readership
  const tab = (standing: Query['standing']) => ({ standing, href: here(reading, { standing }) })
  return {
    tabs: [tab('active'), tab('waiting'), tab('ended')],
    of: other?.displayName,
    readers:
      others.length === 0
        ? []
        : [session.party, ...others].map(({ id, displayName }) => ({
            name: displayName,
            href: id === session.party.id ? '/consents' : `/consents?for=${id}`,
            current: id === readership.about,
          })),
  }
}

/** An address of this list, of the same party. */
const here = ({ readership: { other } }: Reading, query: Readonly<Record<string, string>>): string =>
  `/consents?${new URLSearchParams({ ...query, ...(other && { for: other.id }) })}`
