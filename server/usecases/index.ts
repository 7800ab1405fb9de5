import type { AuditLog } from '../ports/audit-log.ts'
import type { Clock } from '../ports/clock.ts'
import type { ConsentQuery } from '../ports/consent-query.ts'
import type { ConsentStore } from '../ports/consent-store.ts'
import type { DocumentStore } from '../ports/document-store.ts'
import type { IdempotencyStore } from '../ports/idempotency-store.ts'
import type { Ids } from '../ports/ids.ts'
import type { LoginSessionStore } from '../ports/login-session-store.ts'
import type { PartyRights } from '../ports/party-rights.ts'
import type { PartyStore } from '../ports/party-store.ts'
import type { PersonRegister } from '../ports/person-register.ts'
import type { RegistryStore } from '../ports/registry-store.ts'
import type { TokenInspector } from '../ports/token-inspector.ts'
import type { UnitOfWork } from '../ports/unit-of-work.ts'
import { acceptConsentRequest } from './accept-consent-request.ts'
import { announceExpiry } from './announce-expiry.ts'
import { answerOnce } from './answer-once.ts'
import { assertMayConsent } from './assert-may-consent.ts'
import { confirmDocument } from './confirm-document.ts'
import { draftDocument } from './draft-document.ts'
import { countRequests } from './count-requests.ts'
import { exhaustGrant } from './exhaust-grant.ts'
import { findDocument } from './find-document.ts'
import { inspectGrant } from './inspect-grant.ts'
import { inspectRequest } from './inspect-request.ts'
import { inspectToken } from './inspect-token.ts'
import { listAskers } from './list-askers.ts'
import { listGrants } from './list-grants.ts'
import { listRequests } from './list-requests.ts'
import { listPartyGrants } from './list-party-grants.ts'
import { listPartyRequests } from './list-party-requests.ts'
import { listWaitingRequests } from './list-waiting-requests.ts'
import { logInPerson } from './log-in-person.ts'
import { lookUpConsent } from './look-up-consent.ts'
import { loginLevelFor } from './login-level-for.ts'
import { readEndings } from './read-endings.ts'
import { readEvents } from './read-events.ts'
import { readGrant } from './read-grant.ts'
import { readGrantEvents } from './read-grant-events.ts'
import { readRequestEvents } from './read-request-events.ts'
import { redeemGrant } from './redeem-grant.ts'
import { registerAgreement } from './register-agreement.ts'
import { rejectConsentRequest } from './reject-consent-request.ts'
import { requestConsent } from './request-consent.ts'
import { revokeGrant } from './revoke-grant.ts'
import { showConsentRequest } from './show-consent-request.ts'
import { showGrant } from './show-grant.ts'
import { useGrant } from './use-grant.ts'
import { withdrawConsentRequest } from './withdraw-consent-request.ts'

export interface CorePorts {
  readonly consents: ConsentStore
  readonly query: ConsentQuery
  readonly parties: PartyStore
  readonly rights: PartyRights
  readonly personRegister: PersonRegister
  readonly registry: RegistryStore
  readonly sessions: LoginSessionStore
  readonly tokens: TokenInspector
  readonly idempotency: IdempotencyStore
  readonly documents: DocumentStore
  readonly units: { readonly unitOfWork: UnitOfWork }
  readonly clock: Clock
  readonly ids: Ids
  readonly audit: AuditLog
}

/** Every use case, ready to call. */
export const openCore = (ports: CorePorts) => ({
  answerOnce: answerOnce(ports),
  assertMayConsent: assertMayConsent(ports),
  requestConsent: requestConsent(ports),
  showConsentRequest: showConsentRequest(ports),
  lookUpConsent: lookUpConsent(ports),
  loginLevelFor: loginLevelFor(ports),
  acceptConsentRequest: acceptConsentRequest(ports),
  rejectConsentRequest: rejectConsentRequest(ports),
  withdrawConsentRequest: withdrawConsentRequest(ports),
  inspectRequest: inspectRequest(ports),
  listPartyRequests: listPartyRequests(ports),
  listWaitingRequests: listWaitingRequests(ports),
  listRequests: listRequests(ports),
  countRequests: countRequests(ports),
  listAskers: listAskers(ports),
  listGrants: listGrants(ports),
  listPartyGrants: listPartyGrants(ports),
  readGrant: readGrant(ports),
  showGrant: showGrant(ports),
  registerAgreement: registerAgreement(ports),
  draftDocument: draftDocument(ports),
  confirmDocument: confirmDocument(ports),
  findDocument: findDocument(ports),
  exhaustGrant: exhaustGrant(ports),
  inspectGrant: inspectGrant(ports),
  revokeGrant: revokeGrant(ports),
  useGrant: useGrant(ports),
  redeemGrant: redeemGrant(ports),
  inspectToken: inspectToken(ports),
  announceExpiry: announceExpiry(ports),
  readEndings: readEndings(ports),
  readEvents: readEvents(ports),
  readGrantEvents: readGrantEvents(ports),
  readRequestEvents: readRequestEvents(ports),
  logInPerson: logInPerson(ports),
})

export type Core = ReturnType<typeof openCore>
