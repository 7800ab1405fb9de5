import type { ConsentRequest } from '../../../domain/requests/consent-request.ts'
import type { ApiReply } from '../../../http/api/api.ts'
import { route } from '../../../http/api/route.ts'
import type { MarketCaller } from '../../../ports/market/caller-resolver.ts'
import type { HouseTools } from '../../tools/house-tools.ts'
import type { Caller } from '../caller.ts'
import { answerDocument } from '../wire/json-api.ts'
import type { ElhubTools } from '../elhub-tools.ts'
import type { MarketNames, ResolvedParty } from '../market-parties.ts'
import { collections } from '../names.ts'
import type { BusinessProcess, Wish } from '../processes/business-process.ts'
import { processes } from '../processes/index.ts'
import { proposalFor } from '../processes/proposal-for.ts'
import { typeMismatch } from '../wire/refusals.ts'
import { answerOnce } from './answer-once.ts'
import { assertCustomerMay } from './assert-customer-may.ts'
import { questionFor } from './question-for.ts'
import { pathOf, requestResource, resourceType } from './request-document.ts'
import { assertMarketParty, resolveParties } from './resolve-parties.ts'
import { CreateBody, RequestDocument } from './schemas.ts'

type Tools = HouseTools & Pick<ElhubTools, 'clients' | 'market' | 'parties' | 'settings'>

export const createAuthorizationRequest = (tools: Tools) =>
  route<Caller, unknown, unknown, CreateBody>({
    method: 'post',
    path: '/authorization-requests',
    operationId: 'createAuthorizationRequest',
    summary: 'Ask a customer to authorize something',
    body: CreateBody,
    response: {
      status: 201,
      description: 'The request, which waits for the customer',
      body: RequestDocument,
    },
    refusals: [
      'type-mismatch',
      'not-authorized',
      'invalid-number',
      'against-the-rules',
      'not-found',
      'party.may-not-consent',
      'request.repeated-differently',
    ],
    handle: async ({ caller, headers, body }) => {
      const { data } = body
      if (data.type !== resourceType) throw typeMismatch(resourceType, data.type)
      assertMarketParty(caller)
      const businessProcess = processes[data.attributes.requestType]
      const answer = await answerOnce(tools, {
        caller,
        headers,
        sent: ['createAuthorizationRequest', body],
        prepare: async () => {
          const wish = await toWish(tools, caller, data.meta)
          const proposal = await proposalFor(tools, caller, {
            wish,
            validate: businessProcess.validateRequest,
          })
          await assertCustomerMay(tools, wish)
          const question = await questionFor(tools, {
            ...putting(wish, { businessProcess, contract: data.meta }),
            caller,
            wish,
            proposal,
          })
          return { question, wish }
        },
        write: async ({ question, wish }) => {
          const { request } = await tools.core.requestConsent(question)
          return created(request, namesIn(request, wish))
        },
      })
      const location = answer.headers?.Location ?? ''
      const { clientId } = caller
      tools.tellOperator('authorization_request_created', { clientId, location })
      return answer
    },
  })

const created = (request: ConsentRequest, names: MarketNames): ApiReply => ({
  status: 201,
  headers: { Location: pathOf(request) },
  body: answerDocument(requestResource({ request, status: 'pending' }, names), {
    self: collections.requests,
    at: request.createdAt,
  }),
})

/** The parties are called as they were when the request was put. */
const namesIn = ({ requestedBy, requestedFrom, requestedTo }: ConsentRequest, wish: Wish): MarketNames =>
  new Map([
    [requestedBy, named(wish.requestedBy)],
    [requestedTo, named(wish.requestedTo)],
    [requestedFrom, named(wish.requestedFrom)],
  ])

const named = ({ type, id }: ResolvedParty): MarketCaller => ({ type, id })

async function toWish(
  tools: Pick<ElhubTools, 'market'>,
  caller: Caller,
  meta: CreateBody['data']['meta'],
): Promise<Wish> {
  const parties = await resolveParties(tools, meta, { caller, badNumber: 'invalid-number' })
  return {
    ...meta,
    ...parties,
    moveInDate: meta.moveInDate ?? undefined,
    redirectURI: meta.redirectURI ?? undefined,
  }
}

type Contract = Pick<CreateBody['data']['meta'], 'contractStartDate' | 'contractWithdrawalDays'>

interface Put {
  readonly businessProcess: BusinessProcess
  readonly contract: Contract
}

const putting = (wish: Wish, { businessProcess, contract }: Put) => ({
  businessProcess,
  properties: {
    type: resourceType,
    language: 'nb',
    redirectURI: wish.redirectURI,
    textVersion: businessProcess.textVersion,
    contractStartDate: contract.contractStartDate ?? undefined,
    contractWithdrawalDays: contract.contractWithdrawalDays?.toString(),
  },
})
