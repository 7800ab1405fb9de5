import { z } from 'zod'
import { processTypes } from '../names.ts'
import { members, text, word } from '../wire/body-faults.ts'
import { attributes, documentOf, Linked, Party, Self } from '../wire/json-api.ts'
import { pageOf } from '../wire/paging.ts'
import { asked, askedParties, askedTimes } from './asked-schema.ts'

export const CreateBody = members({
  data: members({
    type: text().describe('AuthorizationRequest'),
    attributes: members({
      requestType: word(processTypes).describe('What for'),
    }).describe('The kind of request'),
    meta: members({
      ...asked.who,
      ...asked.name,
      ...asked.to,
      ...asked.what,
      redirectURI: text().nullish().describe('Where the browser goes after the answer'),
      ...asked.contract,
    }).describe('Who asks whom, and for what'),
  }).describe('The request'),
})

export type CreateBody = z.infer<typeof CreateBody>

export const requestStatuses = ['Accepted', 'Expired', 'Pending', 'Rejected'] as const

export type WireStatus = (typeof requestStatuses)[number]

export const UpdateBody = members({
  data: members({
    id: text().nullish().describe('The id in the path'),
    type: text().describe('AuthorizationRequest'),
    attributes: members({
      status: word(requestStatuses).describe('Accepted or Rejected'),
    }).describe('The answer'),
  }).describe('The request'),
})

export type UpdateBody = z.infer<typeof UpdateBody>

export const RequestId = z.object({ id: z.guid().describe('The request') })

const RequestResource = z.object({
  id: z.uuid().describe('The request'),
  type: z.literal('AuthorizationRequest').describe('What it is'),
  attributes: attributes({
    status: z.enum(requestStatuses).describe('How it stands now'),
    requestType: z.enum(processTypes).describe('What for'),
    ...askedTimes('Until when it can be answered', 'When it was put'),
  }),
  relationships: z
    .object({
      ...askedParties('Who answers'),
      approvedBy: Party.optional().describe('Who accepted'),
      authorizationGrant: Linked.optional().describe('The grant, once accepted'),
    })
    .describe('Parties and the grant'),
  meta: z.record(z.string(), z.string()).describe('What was asked, and in which version of the text'),
  links: Self,
})

export const RequestDocument = documentOf(RequestResource, 'The request')

export const RequestList = pageOf(RequestResource)
