import type { ConsentRequestId } from '../../../domain/ids.ts'
import type { InspectedRequest } from '../../../domain/requests/consent-request.ts'
import { type Caller, callingParty } from '../caller.ts'
import type { ElhubTools } from '../elhub-tools.ts'
import { face } from '../names.ts'
import { refuse } from '../wire/refusals.ts'
import { propertyOf } from './properties.ts'
import { resourceType } from './request-document.ts'

/** One of the face's requests, `undefined` when there is none by this id. */
export async function findRequest(
  { core }: Pick<ElhubTools, 'core'>,
  id: string,
): Promise<InspectedRequest | undefined> {
  const found = await core.inspectRequest({ id: id as ConsentRequestId, face })
  return found && propertyOf(found.request, 'type') === resourceType ? found : undefined
}

/** One that the caller put or was asked. Whether there is one at all comes first. */
export async function readableRequest(
  tools: Pick<ElhubTools, 'core' | 'market' | 'parties'>,
  caller: Caller,
  id: string,
): Promise<InspectedRequest> {
  const found = await findRequest(tools, id)
  if (!found) throw refuse('not-found')
  const party = await callingParty(tools, caller)
  const { requestedBy, requestedTo } = found.request
  if (party === undefined || (party !== requestedTo && party !== requestedBy)) throw refuse('not-authorized')
  return found
}
