import type { AuthorizationGrant, GrantStatus } from '../../domain/grants/authorization-grant.ts'
import type { ConsentRequestId, PartyId } from '../../domain/ids.ts'
import type { KeptPart } from '../../domain/operators/erasure.ts'
import type { NoticeKind } from '../../domain/notice.ts'
import type { ConsentRequest, RequestStatus } from '../../domain/requests/consent-request.ts'
import type { Page, PageRequest } from '../requests/consent-query.ts'

/** Narrowed by each member that is given. */
interface Search<Status> {
  /** Whose data or matter. */
  readonly person?: PartyId | undefined
  /** Who asked, and got it. */
  readonly asker?: PartyId | undefined
  readonly clientId?: string | undefined
  readonly purposeId?: string | undefined
  readonly face?: string | undefined
  readonly statuses?: readonly Status[] | undefined
  /** Asked or given at or after. */
  readonly from?: Date | undefined
  /** Asked or given before. */
  readonly to?: Date | undefined
}

export type GrantSearch = Search<GrantStatus>

export type RequestSearch = Search<RequestStatus>

/** As much of a grant as tells of nobody in words. */
export interface FoundGrant
  extends Pick<
    AuthorizationGrant,
    | 'id'
    | 'face'
    | 'clientId'
    | 'requestId'
    | 'purpose'
    | 'grantedFor'
    | 'grantedBy'
    | 'grantedTo'
    | 'validity'
    | 'singleUse'
    | 'createdAt'
  > {
  readonly status: GrantStatus
  /** When it was revoked or used up. */
  readonly endedAt: Date | undefined
}

/** As much of a request as tells of nobody in words. */
export interface FoundRequest
  extends Pick<
    ConsentRequest,
    | 'id'
    | 'face'
    | 'clientId'
    | 'purpose'
    | 'requestedBy'
    | 'requestedFrom'
    | 'requestedTo'
    | 'answerBy'
    | 'ceremony'
    | 'createdAt'
  > {
  readonly status: RequestStatus
}

/** A file that a request was answered by, or is to be. */
export interface KeptDocument {
  readonly requestId: ConsentRequestId
  readonly createdAt: Date
  /** When it was signed, and SHA-256 (hex) of the file that came back. */
  readonly signed: { readonly at: Date; readonly hash: string } | undefined
}

/** E-mail to a person, without what it says and where to. */
export interface KeptMail {
  readonly kind: NoticeKind | 'confirm'
  readonly attempts: number
  readonly sentAt: Date | undefined
  readonly givenUpAt: Date | undefined
}

/** How much there is about a party that stays when it is forgotten. */
export type Left = Readonly<Record<KeptPart | 'activeGrants', number>>

/** What the desk looks at. Newest first where nothing else is said. */
export interface DeskQuery {
  grants(search: GrantSearch, page: PageRequest): Promise<Page<FoundGrant>>
  requests(search: RequestSearch, page: PageRequest): Promise<Page<FoundRequest>>
  /** Those of requests about a party, some at most. */
  documents(about: PartyId, limit: number): Promise<readonly KeptDocument[]>
  /** That of one request. */
  documentOf(request: ConsentRequestId): Promise<KeptDocument | undefined>
  left(of: PartyId): Promise<Left>
  /** To a party, as far as it is kept, some at most. */
  mails(to: PartyId, limit: number): Promise<readonly KeptMail[]>
}
