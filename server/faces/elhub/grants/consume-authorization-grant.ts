import type { GrantId } from '../../../domain/ids.ts'
import { system } from '../../../domain/party.ts'
import { isRefused, reasonOf } from '../../../domain/problem.ts'
import type { GrantHindrance } from '../../../domain/reasons.ts'
import { route } from '../../../http/api/route.ts'
import type { InspectedGrant } from '../../../domain/grants/authorization-grant.ts'
import type { UseCode } from '../../../wording/describe-use.ts'
import { assertNames } from '../wire/assert-names.ts'
import type { Caller } from '../caller.ts'
import { answerDocument } from '../wire/json-api.ts'
import type { ElhubTools } from '../elhub-tools.ts'
import { type ElhubRefusalName, refuse } from '../wire/refusals.ts'
import { grantResources, pathOf, resourceType } from './grant-document.ts'
import { ConsumeBody, GrantDocument, GrantParams } from './schemas.ts'

export const consumeAuthorizationGrant = (
  tools: Pick<ElhubTools, 'clock' | 'core' | 'ids' | 'market' | 'parties'>,
) =>
  route<Caller, GrantParams, unknown, ConsumeBody>({
    method: 'patch',
    path: '/authorization-grants/:id',
    operationId: 'consumeAuthorizationGrant',
    summary: 'Say that a grant has done its job; for systems only',
    params: GrantParams,
    body: ConsumeBody,
    response: { status: 200, description: 'The grant, used up', body: GrantDocument },
    refusals: [
      'missing-input',
      'id-mismatch',
      'type-mismatch',
      'systems-only',
      'invalid-transition',
      'grant-not-found',
      'grant-not-active',
      'grant-expired',
    ],
    handle: async ({ caller, params, body: { data } }) => {
      assertNames(data, { id: params.id, type: resourceType })
      if (caller.party.type !== 'System') throw refuse('systems-only')
      if (data.attributes.status !== 'Exhausted') {
        throw refuse('invalid-transition', { detail: "Only 'Exhausted' status is allowed." })
      }
      const consumed = await consume(tools, caller, params.id as GrantId)
      const [resource] = await grantResources(tools, [consumed])
      return {
        status: 200,
        body: answerDocument(resource, { self: pathOf(consumed.grant), at: tools.clock.now() }),
      }
    },
  })

/** Said as it is where the code has no words. */
const what = 'Elhub'
const codes: readonly UseCode[] = ['carried-out']

async function consume(
  tools: Pick<ElhubTools, 'core' | 'parties'>,
  caller: Caller,
  id: GrantId,
): Promise<InspectedGrant> {
  const by = await tools.parties.findOrAdd(system(caller.party.id), caller.party.id)
  const use = { id, by: by.id, clientId: caller.clientId, what, codes, traceId: caller.trace }
  const grant = await tools.core.exhaustGrant(use).catch(inWords)
  return { grant, status: 'exhausted' }
}

function inWords(error: unknown): never {
  if (isRefused(error, 'authorization-grant.not-found')) throw refuse('grant-not-found')
  const reason = reasonOf(error, 'authorization-grant.not-active')
  throw reason ? refuse(hindrances[reason]) : error
}

const hindrances: Readonly<Record<GrantHindrance, ElhubRefusalName>> = {
  over: 'grant-expired',
  'not-begun': 'grant-not-active',
  'used-up': 'grant-not-active',
  revoked: 'grant-not-active',
}
