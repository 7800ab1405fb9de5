import type { ConsentRequestId } from '../../../domain/ids.ts'
import type { InspectedRequest } from '../../../domain/requests/consent-request.ts'
import { type Caller, callingParty } from '../caller.ts'
import type { ElhubTools } from '../elhub-tools.ts'
import { face } from '../names.ts'
import { refuse } from '../wire/refusals.ts'
import { propertyOf } from '../requests/properties.ts'
import { resourceType } from './document-resource.ts'

/** One of the face's documents, `undefined` when there is none by this id. */
export async function findDocument(
  { core }: Pick<ElhubTools, 'core'>,
  id: string,
): Promise<InspectedRequest | undefined> {
  const found = await core.inspectRequest({ id: id as ConsentRequestId, face })
  return found && propertyOf(found.request, 'type') === resourceType ? found : undefined
}

/** One that the caller made or that is about it. Whether there is one at all comes first. */
export async function readableDocument(
  tools: Pick<ElhubTools, 'core' | 'market' | 'parties'>,
  caller: Caller,
  id: string,
): Promise<InspectedRequest> {
  const found = await findDocument(tools, id)
  if (!found) throw refuse('not-found')
  const party = await callingParty(tools, caller)
  const { requestedBy, requestedFrom } = found.request
  if (party === undefined || (party !== requestedBy && party !== requestedFrom))
    throw refuse('not-authorized')
  return found
}
