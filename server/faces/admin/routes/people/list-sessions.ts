import { z } from 'zod'
import type { AdminTools } from '../../admin-tools.ts'
import { operatorRoute } from '../../operator-route.ts'
import { examplePerson, PartyPath, partyIdIn } from '../../wire/party-documents.ts'
import { reasonHeader, reasonIn } from '../../wire/reason.ts'
import { exampleSession, SessionDocument, sessionDocument } from '../../wire/session-document.ts'

export const listSessions = ({ desk }: Pick<AdminTools, 'desk'>) =>
  operatorRoute<PartyPath>({
    operation: 'session.read',
    method: 'get',
    path: '/parties/:id/sessions',
    operationId: 'listSessions',
    summary: 'Where somebody is logged in, the newest login first',
    params: PartyPath,
    headers: reasonHeader,
    response: {
      status: 200,
      description: 'All of them',
      body: z.object({ items: z.array(SessionDocument) }),
    },
    refusals: ['party.not-found', 'request.malformed'],
    example: {
      params: { id: examplePerson.id },
      headers: { Reason: 'She lost her phone' },
      answer: { items: [exampleSession] },
    },
    handle: async ({ caller: operator, params, headers, traceId }) => {
      const looking = { operator, reason: reasonIn(headers), traceId }
      const sessions = await desk.listSessions({ ...looking, party: partyIdIn(params) })
      return { status: 200, body: { items: sessions.map(sessionDocument) } }
    },
  })
