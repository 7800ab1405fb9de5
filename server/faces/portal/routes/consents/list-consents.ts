import type { PartyId } from '../../../../domain/ids.ts'
import { pageRoute } from '../../../../http/pages/page-route.ts'
import type { PageReply } from '../../../../http/pages/pages.ts'
import type { FaceTools } from '../../../face-module.ts'
import { listDeclined } from '../../consents/list-declined.ts'
import { listWaiting, othersWait } from '../../consents/list-waiting.ts'
import { here, ListQuery, pageSize, type Reading } from '../../consents/listing.ts'
import { representativesOf } from '../../consents/representatives.ts'
import { shownAct } from '../../consents/support-acts.ts'
import { listedGrant } from '../../consents/listed-grant.ts'
import { listedAsker } from '../../consents/listed-asker.ts'
import { readFor } from '../../consents/read-for.ts'
import { isSearched, searchForm, searchQuery } from '../../consents/search.ts'
import { withReader } from '../../consents/with-reader.ts'
import { everythingAt } from '../../everything/everything-path.ts'
import type { PortalTools } from '../../portal-tools.ts'
import type { Settings } from '../../settings.ts'
import { signedIn } from '../../signed-in.ts'
import { supportPath } from './show-support.ts'

/** As many as are shown above what is in force. */
const mostAbove = 5

const mostActs = 3

/** What waits for the person's answer, what she has consented to and what of it has ended; hers or another's. */
export const listConsents = (tools: PortalTools, settings: Settings) =>
  pageRoute({
    method: 'get',
    path: '/consents',
    query: ListQuery,
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
async function content(
  tools: Pick<FaceTools, 'core' | 'registry' | 'renderer' | 'requestDialects' | 'rights' | 'parties'>,
  reading: Reading,
) {
  const { request, readership } = reading
  const { standing, after } = request.query
  if (standing === 'waiting') return allWaiting(tools, reading)
  if (standing === 'declined') return listDeclined(tools, reading)
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
      ? await listWaiting(tools, reading, { limit: mostAbove })
      : { requests: [], next: undefined }
  return {
    ...(!isSearched(searched) && after === undefined && (await besides(tools, reading))),
    requests: above.requests,
    moreRequests: above.next && here(reading, { standing: 'waiting' }),
    grants: await Promise.all(items.map(item => listedGrant(tools, item, request.language))),
    search:
      items.length > 0 || isSearched(searched)
        ? searchForm({ ...form, asker: searched.asker ? items[0]?.grantedTo : undefined })
        : undefined,
    next: next && here(reading, { standing, ...searchQuery(searched), after: next }),
  }
}

/** What is no consent, and said below the first of them. */
async function besides(tools: Pick<FaceTools, 'core' | 'renderer' | 'rights' | 'parties'>, reading: Reading) {
  const { request, readership } = reading
  return {
    representatives: await representativesOf(tools, readership.about, request.language),
    support: await lastOfSupport(tools, reading),
  }
}

/** What the support desk did lately, when it ever did anything. */
async function lastOfSupport(tools: Pick<FaceTools, 'core' | 'renderer'>, reading: Reading) {
  const { about, other } = reading.readership
  const { items } = await tools.core.listActsAbout(about, { limit: mostActs })
  if (items.length === 0) return undefined
  return {
    acts: items.map(act => shownAct(tools, act, reading.request.language)),
    all: other ? `${supportPath}?for=${other.id}` : supportPath,
  }
}

/** What waits, and whether anything does that is not shown here. */
async function allWaiting(tools: Pick<FaceTools, 'core' | 'requestDialects'>, reading: Reading) {
  const { standing, after } = reading.request.query
  const { requests, next } = await listWaiting(tools, reading, { limit: pageSize, after })
  return {
    requests,
    grants: [],
    search: undefined,
    othersWait: await othersWait(tools, reading),
    next: next && here(reading, { standing, after: next }),
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

/** The tabs, and the switch between those whose consents the person may read. */
function readers(reading: Reading) {
  const { readership, session } = reading
  const { other, others } = readership
  const tab = (standing: ListQuery['standing']) => ({ standing, href: here(reading, { standing }) })
  return {
    tabs: [tab('active'), tab('waiting'), tab('ended'), tab('declined')],
    of: other?.displayName,
    everything: everythingAt(other?.id),
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
