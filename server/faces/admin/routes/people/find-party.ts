import { z } from 'zod'
import type { KnownParty } from '../../../../domain/party.ts'
import { Problem } from '../../../../domain/problem.ts'
import type { AdminTools } from '../../admin-tools.ts'
import { operatorRoute } from '../../operator-route.ts'
import { exampleAsker, examplePerson, PartyDocument, partyDocument } from '../../wire/party-documents.ts'
import { Reason } from '../../wire/reason.ts'

const Person = z.strictObject({
  number: z.string().max(20).describe('National identity number or D-number'),
  reason: Reason.describe('Why, which the person reads'),
})

const Organization = z.strictObject({
  number: z.string().max(20).describe('Organization number'),
  reason: Reason,
})

const found = (party: KnownParty | undefined): KnownParty => {
  if (party) return party
  throw new Problem('party.not-found', 'Nobody was ever seen here with this number')
}

export const findPerson = ({ desk }: Pick<AdminTools, 'desk'>) =>
  operatorRoute<unknown, unknown, z.infer<typeof Person>>({
    operation: 'person.find',
    method: 'post',
    path: '/persons/find',
    operationId: 'findPerson',
    summary:
      'Find a person by her national identity number; she sees in her history that somebody looked, and why',
    body: Person,
    response: { status: 200, description: 'The person', body: PartyDocument },
    refusals: ['party.malformed', 'party.not-found'],
    example: {
      body: { number: '14842249091', reason: 'She called and asked who fetches her tax return' },
      answer: examplePerson,
    },
    handle: async ({ caller: operator, body, traceId }) => {
      const party = found(await desk.findPerson({ operator, ...body, traceId }))
      return { status: 200, body: partyDocument(party) }
    },
  })

export const findOrganization = ({ desk }: Pick<AdminTools, 'desk'>) =>
  operatorRoute<unknown, unknown, z.infer<typeof Organization>>({
    operation: 'organization.find',
    method: 'post',
    path: '/organizations/find',
    operationId: 'findOrganization',
    summary: 'Find an organization by its number',
    body: Organization,
    response: { status: 200, description: 'The organization', body: PartyDocument },
    refusals: ['party.malformed', 'party.not-found'],
    example: {
      body: { number: '810419512', reason: 'It asked who uses its consents' },
      answer: exampleAsker,
    },
    handle: async ({ caller: operator, body, traceId }) => {
      const party = found(await desk.findOrganization({ operator, ...body, traceId }))
      return { status: 200, body: partyDocument(party) }
    },
  })
