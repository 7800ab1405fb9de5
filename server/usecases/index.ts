import type { AuditLog } from '../ports/ledger/audit-log.ts'
import type { Clock } from '../ports/clock.ts'
import type { ConsentQuery } from '../ports/requests/consent-query.ts'
import type { ConsentStore } from '../ports/requests/consent-store.ts'
import type { Deletions } from '../ports/grants/deletions.ts'
import type { DocumentStore } from '../ports/documents/document-store.ts'
import type { Evidence } from '../ports/ledger/evidence.ts'
import type { Feeds, FeedWatch } from '../ports/ledger/feeds.ts'
import type { IdempotencyStore } from '../ports/requests/idempotency-store.ts'
import type { Ids } from '../ports/ids.ts'
import type { Limits } from '../ports/limits.ts'
import type { OperatorActs } from '../ports/operators/operator-acts.ts'
import type { NoticeStore } from '../ports/notices/notices.ts'
import type { LoginSessionStore } from '../ports/sessions/login-session-store.ts'
import type { PartyRecords } from '../ports/parties/party-records.ts'
import type { PartyRights, PartyRightStore } from '../ports/parties/party-rights.ts'
import type { PartyStore } from '../ports/parties/party-store.ts'
import type { PersonRegister } from '../ports/parties/person-register.ts'
import type { ClientStore } from '../ports/registry/client-store.ts'
import type { RegistryStore } from '../ports/registry/registry-store.ts'
import type { TokenInspector } from '../ports/oauth/token-inspector.ts'
import type { UnitOfWork } from '../ports/unit-of-work.ts'
import type { StreamStore } from '../ports/signals/stream-store.ts'
import type { Tellings } from '../ports/signals/tellings.ts'
import { acceptConsentRequest } from './requests/accept-consent-request.ts'
import { announceExpiry } from './ledger/announce-expiry.ts'
import { checkEvidence } from './ledger/check-evidence.ts'
import { answerDeletion } from './grants/answer-deletion.ts'
import { answerOnce } from './requests/answer-once.ts'
import { askByAuthorization } from './requests/ask-by-authorization.ts'
import { assertMayConsent } from './steps/assert-may-consent.ts'
import { chooseNotices } from './notices/choose-notices.ts'
import { stopNotices, stopNoticesByMail } from './notices/stop-notices.ts'
import { changeStream } from './signals/change-stream.ts'
import { createStream } from './signals/create-stream.ts'
import { leaveOutSubject, takeInSubject } from './signals/choose-subjects.ts'
import { findStream, listStreams } from './signals/find-streams.ts'
import { pollStream } from './signals/poll-stream.ts'
import { removeStream } from './signals/remove-stream.ts'
import { setStreamStatus } from './signals/set-stream-status.ts'
import { verifyStream } from './signals/verify-stream.ts'
import { feedOf } from './steps/feed-of.ts'
import { confirmDocument } from './documents/confirm-document.ts'
import { confirmNotices } from './notices/confirm-notices.ts'
import { grantOfClient } from './steps/grant-of-client.ts'
import { clientBehind, holderOf } from './steps/holder-of.ts'
import { draftDocument } from './documents/draft-document.ts'
import { countRequests } from './requests/count-requests.ts'
import { exportParty } from './parties/export-party.ts'
import { exhaustGrant } from './grants/exhaust-grant.ts'
import { findDocument } from './documents/find-document.ts'
import { inspectRequest } from './requests/inspect-request.ts'
import { exchangeToken } from './oauth/exchange-token.ts'
import { inspectToken } from './oauth/inspect-token.ts'
import { hasOtherWaiting } from './requests/has-other-waiting.ts'
import { listDeclinedRequests } from './requests/list-declined-requests.ts'
import { listActsAbout } from './parties/list-acts-about.ts'
import { listAskers } from './parties/list-askers.ts'
import { listGrants } from './grants/list-grants.ts'
import { listRequests } from './requests/list-requests.ts'
import { listPartyGrants } from './grants/list-party-grants.ts'
import { listPartyRequests } from './requests/list-party-requests.ts'
import { listWaitingRequests } from './requests/list-waiting-requests.ts'
import { logInPerson } from './sessions/log-in-person.ts'
import { lookUpConsent } from './grants/look-up-consent.ts'
import { loginLevelFor } from './sessions/login-level-for.ts'
import { processorsFor } from './steps/processors-for.ts'
import { readEndings } from './ledger/read-endings.ts'
import { findFeedEnd } from './ledger/find-feed-end.ts'
import { readFeed } from './ledger/read-feed.ts'
import { readAsk } from './requests/read-ask.ts'
import { readEvents } from './ledger/read-events.ts'
import { narrowGrant } from './grants/narrow-grant.ts'
import { readGrant } from './grants/read-grant.ts'
import { readGrantEvents } from './grants/read-grant-events.ts'
import { readRequestEvents } from './requests/read-request-events.ts'
import { redeemGrant } from './grants/redeem-grant.ts'
import { registerAgreement } from './grants/register-agreement.ts'
import { rejectConsentRequest } from './requests/reject-consent-request.ts'
import { requestConsent } from './requests/request-consent.ts'
import { requestDeletion } from './grants/request-deletion.ts'
import { requestToLeave } from './requests/request-to-leave.ts'
import { revokeGrant } from './grants/revoke-grant.ts'
import { showConsentRequest } from './requests/show-consent-request.ts'
import { showDeclinedRequest } from './requests/show-declined-request.ts'
import { showGrant } from './grants/show-grant.ts'
import { useGrant } from './grants/use-grant.ts'
import { withdrawConsentRequest } from './requests/withdraw-consent-request.ts'

export interface CorePorts {
  readonly acts: Pick<OperatorActs, 'list'>
  readonly clients: Pick<ClientStore, 'find' | 'glance' | 'acting'>
  readonly consents: ConsentStore
  readonly deletions: Deletions
  readonly query: ConsentQuery
  readonly parties: PartyStore
  readonly rights: PartyRights & Pick<PartyRightStore, 'list'>
  readonly records: PartyRecords
  readonly notices: Pick<NoticeStore, 'find'>
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
  readonly evidence: Pick<Evidence, 'misfitOf'>
  readonly limits: Limits
  readonly feeds: Pick<Feeds, 'read' | 'heads'>
  readonly tellings: Pick<Tellings, 'hearings'>
  readonly deletionDays: number
}

interface NoticePorts {
  readonly notices: NoticeStore
  readonly limits: Limits
  readonly clock: Clock
  readonly ids: Pick<Ids, 'derivedUuid'>
  readonly audit: AuditLog
}

/** What a person does about notices by e-mail. */
export const openNotices = (ports: NoticePorts) => ({
  find: ports.notices.find,
  choose: chooseNotices(ports),
  confirm: confirmNotices(ports),
  stop: stopNotices(ports),
  stopByMail: stopNoticesByMail(ports),
})

export type Notices = ReturnType<typeof openNotices>

interface SignalPorts {
  readonly streams: StreamStore
  readonly tellings: Pick<Tellings, 'took'>
  readonly feeds: Pick<Feeds, 'read' | 'heads'>
  readonly feedWatch: FeedWatch
  readonly clock: Clock
  readonly ids: Pick<Ids, 'uuid'>
  readonly audit: AuditLog
}

/** What receivers of events do about their streams. */
export const openSignals = (ports: SignalPorts) => ({
  create: createStream(ports),
  find: findStream(ports),
  list: listStreams(ports),
  change: changeStream(ports),
  setStatus: setStreamStatus(ports),
  remove: removeStream(ports),
  verify: verifyStream(ports),
  leaveOut: leaveOutSubject(ports),
  takeIn: takeInSubject(ports),
  poll: pollStream(ports),
})

export type Signals = ReturnType<typeof openSignals>

/** Every use case, ready to call. */
export const openCore = (ports: CorePorts) => ({
  answerOnce: answerOnce(ports),
  askByAuthorization: askByAuthorization(ports),
  assertMayConsent: assertMayConsent(ports),
  requestConsent: requestConsent(ports),
  requestToLeave: requestToLeave(ports),
  showConsentRequest: showConsentRequest(ports),
  lookUpConsent: lookUpConsent(ports),
  loginLevelFor: loginLevelFor(ports),
  acceptConsentRequest: acceptConsentRequest(ports),
  rejectConsentRequest: rejectConsentRequest(ports),
  withdrawConsentRequest: withdrawConsentRequest(ports),
  inspectRequest: inspectRequest(ports),
  listPartyRequests: listPartyRequests(ports),
  listWaitingRequests: listWaitingRequests(ports),
  hasOtherWaiting: hasOtherWaiting(ports),
  listDeclinedRequests: listDeclinedRequests(ports),
  showDeclinedRequest: showDeclinedRequest(ports),
  listRequests: listRequests(ports),
  countRequests: countRequests(ports),
  listActsAbout: listActsAbout(ports),
  listAskers: listAskers(ports),
  listGrants: listGrants(ports),
  listPartyGrants: listPartyGrants(ports),
  readGrant: readGrant(ports),
  showGrant: showGrant(ports),
  registerAgreement: registerAgreement(ports),
  draftDocument: draftDocument(ports),
  confirmDocument: confirmDocument(ports),
  findDocument: findDocument(ports),
  exportParty: exportParty(ports),
  exhaustGrant: exhaustGrant(ports),
  inspectGrant: grantOfClient(ports),
  narrowGrant: narrowGrant(ports),
  holderOf: holderOf(ports),
  clientBehind: clientBehind(ports),
  processorsFor: processorsFor(ports),
  revokeGrant: revokeGrant(ports),
  requestDeletion: requestDeletion(ports),
  answerDeletion: answerDeletion(ports),
  useGrant: useGrant(ports),
  redeemGrant: redeemGrant(ports),
  inspectToken: inspectToken(ports),
  exchangeToken: exchangeToken(ports),
  checkEvidence: checkEvidence(ports),
  announceExpiry: announceExpiry(ports),
  readAsk: readAsk(ports),
  readEndings: readEndings(ports),
  readEvents: readEvents(ports),
  readFeed: readFeed(ports),
  findFeedEnd: findFeedEnd(ports),
  feedOf: feedOf(ports),
  readGrantEvents: readGrantEvents(ports),
  readRequestEvents: readRequestEvents(ports),
  logInPerson: logInPerson(ports),
})

export type Core = ReturnType<typeof openCore>
