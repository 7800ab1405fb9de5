import type { AuditLog } from '../ports/audit-log.ts'
import type { Clock } from '../ports/clock.ts'
import type { ConsentQuery } from '../ports/consent-query.ts'
import type { ConsentStore } from '../ports/consent-store.ts'
import type { Ids } from '../ports/ids.ts'
import type { LoginSessionStore } from '../ports/login-session-store.ts'
import type { PartyRights } from '../ports/party-rights.ts'
import type { PartyStore } from '../ports/party-store.ts'
import type { RegistryStore } from '../ports/registry-store.ts'
import type { TokenInspector } from '../ports/token-inspector.ts'
import { acceptConsentRequest } from './accept-consent-request.ts'
import { announceExpiry } from './announce-expiry.ts'
import { exhaustGrant } from './exhaust-grant.ts'
import { inspectGrant } from './inspect-grant.ts'
import { inspectToken } from './inspect-token.ts'
import { listGrants } from './list-grants.ts'
import { listWaitingRequests } from './list-waiting-requests.ts'
import { logInPerson } from './log-in-person.ts'
import { readEvents } from './read-events.ts'
import { readGrantEvents } from './read-grant-events.ts'
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
  readonly registry: RegistryStore
  readonly sessions: LoginSessionStore
  readonly tokens: TokenInspector
  readonly clock: Clock
  readonly ids: Ids
  readonly audit: AuditLog
}

/** Every use case, ready to call. */
export const openCore = (ports: CorePorts) => ({
  requestConsent: requestConsent(ports),
  showConsentRequest: showConsentRequest(ports),
  acceptConsentRequest: acceptConsentRequest(ports),
  rejectConsentRequest: rejectConsentRequest(ports),
  withdrawConsentRequest: withdrawConsentRequest(ports),
  listWaitingRequests: listWaitingRequests(ports),
  listGrants: listGrants(ports),
  showGrant: showGrant(ports),
  registerAgreement: registerAgreement(ports),
  exhaustGrant: exhaustGrant(ports),
  inspectGrant: inspectGrant(ports),
  revokeGrant: revokeGrant(ports),
  useGrant: useGrant(ports),
  inspectToken: inspectToken(ports),
  announceExpiry: announceExpiry(ports),
  readEvents: readEvents(ports),
  readGrantEvents: readGrantEvents(ports),
  logInPerson: logInPerson(ports),
})

export type Core = ReturnType<typeof openCore>
