import type { PageRequest as Paging } from '../../../ports/requests/consent-query.ts'
import type { FaceTools } from '../../face-module.ts'
import { listedRequest } from './listed-request.ts'
import type { Reading } from './listing.ts'

type Tools = Pick<FaceTools, 'core' | 'requestDialects'>

/** What waits for an answer and is to be shown before anybody follows a link to it. */
export async function listWaiting(tools: Tools, reading: Reading, page: Paging) {
  const { items, next } = await tools.core.listWaitingRequests(shownOf(tools, reading), page)
  return { requests: items.map(item => listedRequest(item, reading.request.language)), next }
}

/** Whether more waits, which is shown only to whoever comes from the one who asks. */
export const othersWait = (tools: Tools, reading: Reading): Promise<boolean> =>
  tools.core.hasOtherWaiting(shownOf(tools, reading))

const shownOf = ({ requestDialects }: Tools, { session, readership }: Reading) => ({
  about: readership.about,
  reader: session.party.id,
  among: [...requestDialects].map(([face, { listed = {} }]) => ({ face, annotations: listed })),
})
