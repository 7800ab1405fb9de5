import type { NumberedEvent } from './event.ts'
import type { AuthorizationGrant, FormerValidity, GrantStatus } from './grants/authorization-grant.ts'
import type { Deletion, DeletionStatus } from './grants/deletion.ts'
import type { GrantUse } from './grants/grant-use.ts'
import type { ConsentRequestId, GrantId, PartyId } from './ids.ts'
import type { NoticeAddress } from './notice.ts'
import type { OperatorAct } from './operators/operator-act.ts'
import type { KnownParty, Party, PartyIdentifier } from './party.ts'
import type { PrivacyInformation } from './registry/privacy-information.ts'
import type { Processor } from './registry/processors.ts'
import type { ConsentRequest, RequestStatus } from './requests/consent-request.ts'
import type { Decision } from './requests/decision.ts'
import type { LoginLevel, Purpose } from './requests/purpose.ts'
import type { RegisteredRight } from './rights/party-right.ts'

/** A code or token under a consent, without its value, which is kept nowhere. */
export interface KeptToken {
  readonly kind: string
  readonly clientId: string
  readonly issuedAt: Date
  readonly expiresAt: Date
  /** When it was spent, of those that are good once. */
  readonly consumedAt: Date | undefined
}

/** News of the end of a consent that a client took. */
export interface KeptDelivery {
  readonly clientId: string
  /** When the consent ended. */
  readonly endedAt: Date
  /** When the client first took the news. */
  readonly acknowledgedAt: Date
}

/** A consent with all that is kept of it. */
export interface KeptConsent {
  readonly grant: AuthorizationGrant
  readonly decision: Decision | undefined
  readonly uses: readonly GrantUse[]
  readonly events: readonly NumberedEvent[]
  readonly former: readonly FormerValidity[]
  readonly tokens: readonly KeptToken[]
  readonly deliveries: readonly KeptDelivery[]
  /** What was asked to be deleted of what was fetched by it, and what is answered. */
  readonly deletion: Deletion | undefined
}

/** A request that gave nothing, or has not yet. */
export interface KeptRequest {
  readonly request: ConsentRequest
  readonly events: readonly NumberedEvent[]
}

/** A paper, and the signed file that came back. */
export interface KeptDocument {
  readonly requestId: ConsentRequestId
  readonly createdAt: Date
  readonly signed: { readonly sha256: string; readonly at: Date } | undefined
}

export interface ExportedConsent extends Omit<KeptConsent, 'deliveries'> {
  readonly deletionStatus: DeletionStatus | undefined
  readonly deliveries: readonly (KeptDelivery & {
    /** Whose client it is; the client itself when it is registered no more. */
    readonly receiver: string
  })[]
  readonly status: GrantStatus
  readonly purpose: Purpose | undefined
  readonly privacy: PrivacyInformation
  readonly processors: readonly Processor[]
  /** Everybody whom the consent, an event or a use names. */
  readonly parties: ReadonlyMap<PartyId, KnownParty>
}

export interface ExportedRequest extends KeptRequest {
  readonly status: RequestStatus
  readonly purpose: Purpose | undefined
  readonly parties: ReadonlyMap<PartyId, KnownParty>
}

/** What is not for those who may only read a person's consents. */
export interface OwnFacts {
  readonly identifier: PartyIdentifier | undefined
  /** What a directory of persons elsewhere calls her. */
  readonly aliases: readonly string[]
  readonly meteringPoints: readonly { readonly id: string; readonly access: string }[]
  readonly notices: NoticeAddress | undefined
  readonly logins: readonly {
    readonly level: LoginLevel
    readonly authenticatedAt: Date
    readonly ends: { readonly idle: Date; readonly latest: Date }
  }[]
}

/** All that is kept about one party. What there may be much of comes in pages, the newest first. */
export interface ExportedParty {
  readonly about: Party
  readonly own: OwnFacts | undefined
  /** What the party may or might do for others, and others for it, by our own register. */
  readonly powers: readonly RegisteredRight[]
  readonly documents: readonly KeptDocument[]
  /** What operators did about the party, the newest first. */
  readonly support: readonly OperatorAct[]
  /** Everybody whom the powers name. */
  readonly parties: ReadonlyMap<PartyId, KnownParty>
  consents(): AsyncIterable<readonly ExportedConsent[]>
  requests(): AsyncIterable<readonly ExportedRequest[]>
  /** Whether what is stored of a consent does not fit the ledger. */
  isAltered(id: GrantId): Promise<boolean>
  /** The newest file of a document; `undefined` when it is there no more. */
  fileOf(id: ConsentRequestId): Promise<Uint8Array | undefined>
}
