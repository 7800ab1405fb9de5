import type { GrantStatus } from '../../../server/domain/grants/authorization-grant.ts'
import type { ConsentRequestId, GrantId, PartyId } from '../../../server/domain/ids.ts'
import type { ConsentRequest, RequestStatus } from '../../../server/domain/requests/consent-request.ts'
import type { FoundGrant, FoundRequest, KeptDocument } from '../../../server/ports/desk/desk-query.ts'
import { grantStatusSql, requestStatusSql } from '../status-sql.ts'

export interface FoundGrantRow {
  readonly id: GrantId
  readonly face: string
  readonly client_id: string
  readonly request_id: ConsentRequestId | null
  readonly purpose_id: string
  readonly purpose_version: number
  readonly granted_for: PartyId
  readonly granted_by: PartyId
  readonly granted_to: PartyId
  readonly valid_from: Date
  readonly valid_to: Date
  readonly single_use: boolean
  readonly status: GrantStatus
  readonly ended_at: Date | null
  readonly created_at: Date
}

/** `now` is a placeholder of type timestamptz; add a `where` on `g`. */
export const selectFoundGrant = (now: string): string =>
  `select g.id, g.face, g.client_id, g.request_id, g.purpose_id, g.purpose_version, g.granted_for, g.granted_by, g.granted_to,
     g.valid_from, g.valid_to, g.single_use, ${grantStatusSql('g', now)} as status, g.ended_at, g.created_at
   from authorization_grant g`

export const toFoundGrant = (row: FoundGrantRow): FoundGrant => ({
  id: row.id,
  face: row.face,
  clientId: row.client_id,
  requestId: row.request_id ?? undefined,
  purpose: { id: row.purpose_id, version: row.purpose_version },
  grantedFor: row.granted_for,
  grantedBy: row.granted_by,
  grantedTo: row.granted_to,
  validity: { from: row.valid_from, to: row.valid_to },
  singleUse: row.single_use,
  status: row.status,
  endedAt: row.ended_at ?? undefined,
  createdAt: row.created_at,
})

export interface FoundRequestRow {
  readonly id: ConsentRequestId
  readonly face: string
  readonly client_id: string
  readonly purpose_id: string
  readonly purpose_version: number
  readonly requested_by: PartyId
  readonly requested_from: PartyId
  readonly requested_to: PartyId
  readonly answer_by: Date
  readonly ceremony: ConsentRequest['ceremony']
  readonly status: RequestStatus
  readonly created_at: Date
}

/** `now` is a placeholder of type timestamptz; add a `where` on `r`. */
export const selectFoundRequest = (now: string): string =>
  `select r.id, r.face, r.client_id, r.purpose_id, r.purpose_version, r.requested_by, r.requested_from, r.requested_to,
     r.answer_by, r.ceremony, ${requestStatusSql('r', now)} as status, r.created_at
   from consent_request r`

export const toFoundRequest = (row: FoundRequestRow): FoundRequest => ({
  id: row.id,
  face: row.face,
  clientId: row.client_id,
  purpose: { id: row.purpose_id, version: row.purpose_version },
  requestedBy: row.requested_by,
  requestedFrom: row.requested_from,
  requestedTo: row.requested_to,
  answerBy: row.answer_by,
  ceremony: row.ceremony,
  status: row.status,
  createdAt: row.created_at,
})

export interface KeptDocumentRow {
  readonly request_id: ConsentRequestId
  readonly created_at: Date
  readonly signed_at: Date | null
  readonly hash: string | null
}

/** Add a `where` on `d`, or on the request `r`. */
export const selectKeptDocument = `select d.request_id, d.created_at, s.signed_at, encode(s.digest, 'hex') as hash
  from document d join consent_request r on r.id = d.request_id left join signed_document s on s.request_id = d.request_id`

export const toKeptDocument = (row: KeptDocumentRow): KeptDocument => ({
  requestId: row.request_id,
  createdAt: row.created_at,
  signed: row.signed_at && row.hash !== null ? { at: row.signed_at, hash: row.hash } : undefined,
})
