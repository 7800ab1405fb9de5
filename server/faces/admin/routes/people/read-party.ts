import { z } from 'zod'
import type { KeptMail } from '../../../../ports/desk/desk-query.ts'
import { utcText } from '../../../../domain/text/utc-text.ts'
import type { AdminTools } from '../../admin-tools.ts'
import { operatorRoute } from '../../operator-route.ts'
import { ActDocument, actDocument } from '../../wire/act-document.ts'
import {
  DocumentDocument,
  documentDocument,
  exampleGrant,
  exampleRequest,
  GrantSummary,
  grantSummary,
  RequestSummary,
  requestSummary,
} from '../../wire/consent-documents.ts'
import { pageOf, shownPage } from '../../wire/paging.ts'
import {
  exampleAsker,
  examplePerson,
  Parties,
  PartyDocument,
  PartyPath,
  partyDocument,
  partyDocuments,
  partyIdIn,
} from '../../wire/party-documents.ts'
import { reasonHeader, reasonIn } from '../../wire/reason.ts'
import { RightDocument, rightDocument } from '../../wire/right-documents.ts'
import { exampleSession, SessionDocument, sessionDocument } from '../../wire/session-document.ts'

const Mail = z.object({
  kind: z.string().describe('What it tells of; neither what it says nor where it goes'),
  attempts: z.int(),
  sent_at: z.string().optional().describe('RFC 3339'),
  given_up_at: z.string().optional().describe('RFC 3339'),
})

const mail = ({ kind, attempts, sentAt, givenUpAt }: KeptMail): z.infer<typeof Mail> => ({
  kind,
  attempts,
  ...(sentAt && { sent_at: utcText(sentAt) }),
  ...(givenUpAt && { given_up_at: utcText(givenUpAt) }),
})

const Page = z.object({
  party: PartyDocument,
  requests: pageOf(RequestSummary).describe('The newest; `next` goes on at `listRequests` for this person'),
  grants: pageOf(GrantSummary).describe('The newest; `next` goes on at `listGrants` for this person'),
  documents: z.array(DocumentDocument),
  mails: z.array(Mail),
  powers: z.array(RightDocument).describe('Who acts for whom, what has ended among it'),
  sessions: z.array(SessionDocument).describe('Where she is logged in'),
  acts: z.array(ActDocument).describe('What operators did about her'),
  parties: Parties,
})

export const readParty = ({ desk, clock }: Pick<AdminTools, 'desk' | 'clock'>) =>
  operatorRoute<PartyPath>({
    operation: 'party.read',
    method: 'get',
    path: '/parties/:id',
    operationId: 'readParty',
    summary: 'All that the desk shows of a person or an organization',
    params: PartyPath,
    headers: reasonHeader,
    response: { status: 200, description: 'On one page', body: Page },
    refusals: ['party.not-found', 'request.malformed'],
    example: {
      params: { id: examplePerson.id },
      headers: { Reason: 'She called and asked who fetches her tax return' },
      answer: {
        party: examplePerson,
        requests: { items: [exampleRequest] },
        grants: { items: [exampleGrant] },
        documents: [],
        mails: [],
        powers: [],
        sessions: [exampleSession],
        acts: [],
        parties: [examplePerson, exampleAsker],
      },
    },
    handle: async ({ caller: operator, params, headers, traceId }) => {
      const looking = { operator, reason: reasonIn(headers), traceId }
      const page = await desk.readParty({ ...looking, id: partyIdIn(params) })
      return {
        status: 200,
        body: {
          party: partyDocument(page.party),
          requests: shownPage(page.requests, requestSummary),
          grants: shownPage(page.grants, grantSummary),
          documents: page.documents.map(documentDocument),
          mails: page.mails.map(mail),
          powers: page.powers.map(right => rightDocument(right, page.parties, clock.now())),
          sessions: page.sessions.map(sessionDocument),
          acts: page.acts.map(actDocument),
          parties: partyDocuments(page.parties),
        },
      }
    },
  })
