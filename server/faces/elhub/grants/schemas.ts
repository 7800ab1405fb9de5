import { z } from 'zod'
import { members, text, word } from '../wire/body-faults.ts'
import { Answered, attributes, documentOf, Linked, Party, Self } from '../wire/json-api.ts'
import { pageOf } from '../wire/paging.ts'

export const grantStatuses = ['Active', 'Exhausted', 'Expired', 'Revoked'] as const

export type GrantWireStatus = (typeof grantStatuses)[number]

export const ConsumeBody = members({
  data: members({
    id: text().nullish().describe('The id in the path'),
    type: text().describe('AuthorizationGrant'),
    attributes: members({ status: word(grantStatuses).describe('Exhausted') }).describe('The new state'),
  }).describe('The grant'),
})

export type ConsumeBody = z.infer<typeof ConsumeBody>

export const GrantParams = z.object({ id: z.guid().describe('The grant') })

export type GrantParams = z.infer<typeof GrantParams>

const ScopeLinkage = z.object({
  type: z.literal('AuthorizationScope').describe('What it is'),
  id: z.uuid().describe('The scope'),
})

const GrantResource = z.object({
  id: z.uuid().describe('The grant'),
  type: z.literal('AuthorizationGrant').describe('What it is'),
  attributes: attributes({
    status: z.enum(grantStatuses).describe('How it stands now'),
    grantedAt: z.string().describe('When it was given'),
    validFrom: z.string().describe('When it begins'),
    validTo: z.string().describe('When it ends'),
    createdAt: z.string().describe('When it was given'),
    updatedAt: z.string().describe('When it last changed'),
  }),
  relationships: z
    .object({
      grantedFor: Party.describe('Whose matter it is'),
      grantedBy: Party.describe('Who gave it'),
      grantedTo: Party.describe('Who got it'),
      source: Linked.optional().describe('What it came from, when that was asked here'),
      scopes: z.object({ data: z.array(ScopeLinkage).describe('Its scopes') }).describe('What it allows'),
    })
    .describe('Parties, source and scopes'),
  meta: z
    .object({ moveInDate: z.string().optional().describe('When the customer moved in, ISO 8601') })
    .optional()
    .describe('Absent when there is nothing to tell'),
  links: Self,
})

export const GrantDocument = documentOf(GrantResource, 'The grant')

export const GrantList = pageOf(GrantResource)

const Resource = z.object({
  type: z.string().describe('Such as MeteringPoint'),
  id: z.string().describe('The resource'),
})

const ScopeResource = z.object({
  id: z.uuid().describe('The scope'),
  type: z.literal('AuthorizationScope').describe('What it is'),
  attributes: z
    .object({
      permissionType: z.string().describe('What may be done'),
      createdAt: z.string().describe('When it was given'),
    })
    .describe('What it is about'),
  relationships: z
    .object({
      authorizedResources: z
        .object({ data: z.array(Resource).describe('Exactly one') })
        .describe('With what it may be done'),
    })
    .describe('Resources'),
  meta: Answered,
})

export const ScopeList = z.object({
  data: z.array(ScopeResource).describe('In the order in which they were asked'),
  links: Self,
  meta: Answered,
})
