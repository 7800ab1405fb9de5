import { z } from 'zod'
import { day, members, text, word } from '../wire/body-faults.ts'
import { Answered, Linked, Party, Self } from '../wire/json-api.ts'
import { idTypes, processTypes } from '../names.ts'
import { ListLinks, ListMeta } from '../wire/paging.ts'

const longestId = 64

/** Every other number is the person directory's to judge. */
const isKeepable = ({ idType, idValue }: { idType: string; idValue: string }): boolean =>
  idType === 'NationalIdentityNumber' || idValue.length <= longestId

export const PartyIdentifier = members({
  idType: word(idTypes).describe('Whose number it is'),
  idValue: text().describe('The number'),
}).refine(isKeepable, { error: 'wrong', path: ['idValue'] })

export type PartyIdentifier = z.infer<typeof PartyIdentifier>

/** What requests and documents have in common. */
export const asked = {
  requestedBy: PartyIdentifier.describe('The market party that asks, which must be the caller'),
  requestedFrom: PartyIdentifier.describe('The customer'),
  requestedTo: PartyIdentifier.describe('Who answers, which must be the customer'),
  requestedFromName: text().describe('Name of the customer'),
  requestedForMeteringPointId: text().describe('The metering point, 18 digits'),
  requestedForMeteringPointAddress: text().describe('Address of the metering point'),
  balanceSupplierName: text().describe('Name of the supplier, as the customer knows it'),
  balanceSupplierContractName: text().describe('Name of the contract'),
  moveInDate: day().nullish().describe('When the customer moved in, ISO 8601; not in the future'),
} as const

export const CreateBody = members({
  data: members({
    type: text().describe('AuthorizationRequest'),
    attributes: members({
      requestType: word(processTypes).describe('What for'),
    }).describe('The kind of request'),
    meta: members({
      requestedBy: asked.requestedBy,
      requestedFrom: asked.requestedFrom,
      requestedFromName: asked.requestedFromName,
      requestedTo: asked.requestedTo,
      requestedForMeteringPointId: asked.requestedForMeteringPointId,
      requestedForMeteringPointAddress: asked.requestedForMeteringPointAddress,
      balanceSupplierName: asked.balanceSupplierName,
      balanceSupplierContractName: asked.balanceSupplierContractName,
      moveInDate: asked.moveInDate,
      redirectURI: text().nullish().describe('Where the browser goes after the answer'),
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
  attributes: z
    .object({
      status: z.enum(requestStatuses).describe('How it stands now'),
      requestType: z.enum(processTypes).describe('What for'),
      validTo: z.string().describe('Until when it can be answered'),
      createdAt: z.string().describe('When it was put'),
      updatedAt: z.string().describe('When it last changed'),
    })
    .describe('Times are ISO 8601 in Norwegian time, to the second'),
  relationships: z
    .object({
      requestedBy: Party.describe('The market party that asks'),
      requestedFrom: Party.describe('The customer'),
      requestedTo: Party.describe('Who answers'),
      approvedBy: Party.optional().describe('Who accepted'),
      authorizationGrant: Linked.optional().describe('The grant, once accepted'),
    })
    .describe('Parties and the grant'),
  meta: z.record(z.string(), z.string()).describe('What was asked, and in which version of the text'),
  links: Self,
})

export const RequestDocument = z.object({
  data: RequestResource.describe('The request'),
  links: Self,
  meta: Answered,
})

export const RequestList = z.object({
  data: z.array(RequestResource).describe('Newest first'),
  links: ListLinks,
  meta: ListMeta,
})
