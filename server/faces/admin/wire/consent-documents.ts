import { z } from 'zod'
import { utcText } from '../../../domain/text/utc-text.ts'
import type { FoundGrant, FoundRequest, KeptDocument } from '../../../ports/desk/desk-query.ts'
import { exampleAsker, examplePerson } from './party-documents.ts'

export const grantStatuses = ['active', 'not-yet-valid', 'exhausted', 'revoked', 'expired'] as const
export const requestStatuses = ['pending', 'accepted', 'rejected', 'withdrawn', 'expired'] as const

const Purpose = z.object({ id: z.string(), version: z.int() })

const when = (what: string) => z.string().describe(`${what}, RFC 3339`)

export const GrantSummary = z.object({
  id: z.string(),
  status: z.enum(grantStatuses),
  face: z.string(),
  client_id: z.string(),
  request_id: z.string().optional().describe('Absent for what was agreed to elsewhere'),
  purpose: Purpose,
  granted_for: z.string().describe('Whose data or matter'),
  granted_by: z.string().describe('Who said yes'),
  granted_to: z.string().describe('Who got it'),
  valid_from: when('From then on'),
  valid_to: when('Until then'),
  single_use: z.boolean(),
  created_at: when('When it was given'),
  ended_at: when('When it was ended or used up').optional(),
})

export const grantSummary = (grant: FoundGrant): z.infer<typeof GrantSummary> => ({
  id: grant.id,
  status: grant.status,
  face: grant.face,
  client_id: grant.clientId,
  ...(grant.requestId !== undefined && { request_id: grant.requestId }),
  purpose: { id: grant.purpose.id, version: grant.purpose.version },
  granted_for: grant.grantedFor,
  granted_by: grant.grantedBy,
  granted_to: grant.grantedTo,
  valid_from: utcText(grant.validity.from),
  valid_to: utcText(grant.validity.to),
  single_use: grant.singleUse,
  created_at: utcText(grant.createdAt),
  ...(grant.endedAt && { ended_at: utcText(grant.endedAt) }),
})

export const RequestSummary = z.object({
  id: z.string(),
  status: z.enum(requestStatuses),
  face: z.string(),
  client_id: z.string(),
  purpose: Purpose,
  requested_by: z.string().describe('Who asks'),
  requested_from: z.string().describe('Whose data or matter'),
  requested_to: z.string().describe('Who is to answer'),
  answer_by: when('Until then'),
  ceremony: z.enum(['page', 'signature']),
  created_at: when('When it was asked'),
})

export const requestSummary = (request: FoundRequest): z.infer<typeof RequestSummary> => ({
  id: request.id,
  status: request.status,
  face: request.face,
  client_id: request.clientId,
  purpose: { id: request.purpose.id, version: request.purpose.version },
  requested_by: request.requestedBy,
  requested_from: request.requestedFrom,
  requested_to: request.requestedTo,
  answer_by: utcText(request.answerBy),
  ceremony: request.ceremony,
  created_at: utcText(request.createdAt),
})

export const DocumentDocument = z.object({
  request_id: z.string(),
  created_at: when('When it was made'),
  signed_at: when('When it was signed').optional(),
  sha256: z.string().optional().describe('Of the file that came back'),
})

export const documentDocument = ({
  requestId,
  createdAt,
  signed,
}: KeptDocument): z.infer<typeof DocumentDocument> => ({
  request_id: requestId,
  created_at: utcText(createdAt),
  ...(signed && { signed_at: utcText(signed.at), sha256: signed.hash }),
})

export const exampleRequest = {
  id: '01a22be4-5c1f-7a53-9f40-2b6d7c1f9a31',
  status: 'accepted',
  face: 'oauth',
  client_id: 'demo-web',
  purpose: { id: 'credit-assessment', version: 1 },
  requested_by: exampleAsker.id,
  requested_from: examplePerson.id,
  requested_to: examplePerson.id,
  answer_by: '2026-11-30T10:00:00+00:00',
  ceremony: 'page',
  created_at: '2026-11-30T09:00:00+00:00',
} as const

export const exampleGrant = {
  id: '01a22be4-5c1f-7a53-9f40-2b6d7c1f9a30',
  status: 'active',
  face: 'oauth',
  client_id: 'demo-web',
  request_id: exampleRequest.id,
  purpose: { id: 'credit-assessment', version: 1 },
  granted_for: examplePerson.id,
  granted_by: examplePerson.id,
  granted_to: exampleAsker.id,
  valid_from: '2026-11-30T09:00:30+00:00',
  valid_to: '2027-02-28T09:00:30+00:00',
  single_use: false,
  created_at: '2026-11-30T09:00:30+00:00',
} as const
