import { z } from 'zod'
import { answeredRequestOf } from '../../../../domain/grants/authorization-grant.ts'
import type { AdminTools } from '../../admin-tools.ts'
import { operatorRoute } from '../../operator-route.ts'
import { ActDocument, actDocument } from '../../wire/act-document.ts'
import {
  DocumentDocument,
  documentDocument,
  exampleGrant,
  GrantSummary,
  grantSummary,
} from '../../wire/consent-documents.ts'
import {
  DecisionDocument,
  decisionDocument,
  EventDocument,
  eventDocument,
  PermissionMembers,
  permissionMembers,
  UseDocument,
  useDocument,
} from '../../wire/history-documents.ts'
import { exampleAsker, examplePerson, Parties, partyDocuments } from '../../wire/party-documents.ts'
import { reasonHeader, reasonIn } from '../../wire/reason.ts'
import { GrantPath, grantIdIn } from './consent-paths.ts'

const Page = GrantSummary.extend({
  ...PermissionMembers,
  handled_by: z.string().optional().describe('Who carries it out for the one who got it'),
  answered_request_id: z.string().optional().describe('The request whose answer it stands on now'),
  decision: DecisionDocument.optional().describe('The last answer'),
  uses: z.array(UseDocument),
  events: z.array(EventDocument),
  document: DocumentDocument.optional(),
  acts: z.array(ActDocument).describe('What operators did to it, newest first'),
  parties: Parties,
})

export const readGrant = ({ desk }: Pick<AdminTools, 'desk'>) =>
  operatorRoute<GrantPath>({
    operation: 'grant.read',
    method: 'get',
    path: '/grants/:id',
    operationId: 'readGrant',
    summary: 'One consent, with the text as it was read and all that came of it',
    params: GrantPath,
    headers: reasonHeader,
    response: { status: 200, description: 'The consent', body: Page },
    refusals: ['authorization-grant.not-found', 'request.malformed'],
    example: {
      params: { id: exampleGrant.id },
      headers: { Reason: 'She called and asked who fetches her tax return' },
      answer: {
        ...exampleGrant,
        scopes: [
          {
            permission: 'income.read',
            resource_type: 'api',
            resource_id: 'https://finances.demo.example',
          },
        ],
        authorization_details: [],
        decision: {
          by: examplePerson.id,
          role: 'self',
          time: '2026-11-30T09:00:30+00:00',
          level: 'substantial',
          language: 'nb',
          text: 'SmekkFull Bank ber om samtykket ditt\n\n…',
          sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
        },
        uses: [],
        events: [],
        acts: [],
        parties: [examplePerson, exampleAsker],
      },
    },
    handle: async ({ caller: operator, params, headers, traceId }) => {
      const looking = { operator, reason: reasonIn(headers), traceId }
      const page = await desk.readGrant({ ...looking, id: grantIdIn(params) })
      const { grant, status, decision, document } = page
      const { state, handledBy } = grant
      const answered = answeredRequestOf(grant)
      const endedAt = 'at' in state ? state.at : undefined
      return {
        status: 200,
        body: {
          ...grantSummary({ ...grant, status, endedAt }),
          ...permissionMembers(grant),
          ...(handledBy !== undefined && { handled_by: handledBy }),
          ...(answered !== undefined && { answered_request_id: answered }),
          ...(decision && { decision: decisionDocument(decision) }),
          uses: page.uses.map(useDocument),
          events: page.events.map(eventDocument),
          ...(document && { document: documentDocument(document) }),
          acts: page.acts.map(actDocument),
          parties: partyDocuments(page.parties),
        },
      }
    },
  })
