import type { z } from 'zod'
import type { PartyId } from '../../../domain/ids.ts'
import type { ConsentRequest } from '../../../domain/requests/consent-request.ts'
import { Problem } from '../../../domain/problem.ts'
import { route } from '../../../http/api/route.ts'
import { type Caller, callingParty } from '../caller.ts'
import { assertNames } from '../wire/assert-names.ts'
import { answerDocument } from '../wire/json-api.ts'
import type { ElhubTools } from '../elhub-tools.ts'
import { refuse } from '../wire/refusals.ts'
import { answerRequest } from './answer-request.ts'
import { findRequest } from './find-request.ts'
import { pathOf, requestResource, resourceType } from './request-document.ts'
import { RequestDocument, RequestId, UpdateBody } from './schemas.ts'

export const updateAuthorizationRequest = (
  tools: Pick<ElhubTools, 'core' | 'digest' | 'market' | 'parties' | 'renderer'>,
) =>
  route<Caller, z.infer<typeof RequestId>, unknown, UpdateBody>({
    method: 'patch',
    path: '/authorization-requests/:id',
    operationId: 'updateAuthorizationRequest',
    summary: 'Answer a request that was put to the caller',
    params: RequestId,
    body: UpdateBody,
    response: { status: 200, description: 'The request as it was answered', body: RequestDocument },
    refusals: [
      'missing-input',
      'id-mismatch',
      'type-mismatch',
      'invalid-transition',
      'party.may-not-consent',
      'consent-request.not-found',
      'consent-request.not-yours',
      'consent-request.already-decided',
      'consent-request.withdrawn',
      'consent-request.expired',
      'consent-request.level-too-low',
    ],
    handle: async ({ caller, params, body: { data } }) => {
      assertNames(data, { id: params.id, type: resourceType })
      const { request, by } = await answerable(tools, caller, params.id)
      const { status } = data.attributes
      if (status !== 'Accepted' && status !== 'Rejected') {
        throw refuse('invalid-transition', { detail: "Only 'Accepted' and 'Rejected' statuses are allowed." })
      }
      const answering = { by, level: caller.level, status }
      const { answered, names } = await answerRequest(tools, request, answering)
      const resource = requestResource(answered, names)
      return {
        status: 200,
        body: answerDocument(resource, { self: pathOf(request), at: request.createdAt }),
      }
    },
  })

/** The request and the caller, when it was put to the caller. */
async function answerable(
  tools: Pick<ElhubTools, 'core' | 'market' | 'parties'>,
  caller: Caller,
  id: string,
): Promise<{ readonly request: ConsentRequest; readonly by: PartyId }> {
  const found = await findRequest(tools, id)
  if (!found) throw new Problem('consent-request.not-found', 'No such request')
  const by = await callingParty(tools, caller)
  if (by === undefined || by !== found.request.requestedTo) {
    throw new Problem('consent-request.not-yours', 'The request is for somebody else to answer')
  }
  return { request: found.request, by }
}
