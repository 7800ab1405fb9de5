import type { Clock } from '../../ports/clock.ts'
import type { Ids } from '../../ports/ids.ts'
import type { AuditLog } from '../../ports/ledger/audit-log.ts'
import type { Digest } from '../../ports/digest.ts'
import type { Evidence } from '../../ports/ledger/evidence.ts'
import type { EvidenceSigner } from '../../ports/ledger/evidence-signer.ts'
import type { OperatorActs } from '../../ports/operators/operator-acts.ts'
import type { DeskQuery } from '../../ports/desk/desk-query.ts'
import type { StandingReader } from '../../ports/desk/standing.ts'
import type { Tallies } from '../../ports/desk/tallies.ts'
import type { ConsentQuery } from '../../ports/requests/consent-query.ts'
import type { ConsentStore } from '../../ports/requests/consent-store.ts'
import type { PartyRightStore } from '../../ports/parties/party-rights.ts'
import type { PartyStore } from '../../ports/parties/party-store.ts'
import type { LoginSessionStore } from '../../ports/sessions/login-session-store.ts'
import type { UnitOfWork } from '../../ports/unit-of-work.ts'
import { endSession } from './end-session.ts'
import { erasePerson } from './erase-person.ts'
import { exportPerson } from './export-person.ts'
import { findOrganization } from './find-organization.ts'
import { findPerson } from './find-person.ts'
import { listActs } from './list-acts.ts'
import { listSessions } from './list-sessions.ts'
import { readEvidence } from './read-evidence.ts'
import { readGrant } from './read-grant.ts'
import { readOverview } from './read-overview.ts'
import { readParty } from './read-party.ts'
import { readRequest } from './read-request.ts'
import { revokeGrant } from './revoke-grant.ts'
import { searchGrants } from './search-grants.ts'
import { searchRequests } from './search-requests.ts'
import type { Drafts } from '../../ports/registry/drafts.ts'
import type { EntryPreview } from '../../ports/registry/entry-preview.ts'
import type { SigningKeyStore } from '../../ports/oauth/signing-key-store.ts'
import type { RunningServer } from '../../ports/running-server.ts'
import type { ClientEntries, RegistryEntries } from '../../ports/registry/registry-entries.ts'
import type { ClientStore } from '../../ports/registry/client-store.ts'
import type { SecretHasher } from '../../ports/secret-hasher.ts'
import type { Proposals } from '../../ports/operators/proposals.ts'
import type { SecondPair } from '../steps/seen-by-two.ts'
import { approveProposal } from './approvals/approve-proposal.ts'
import { listProposals } from './approvals/list-proposals.ts'
import { readProposal } from './approvals/read-proposal.ts'
import { refuseProposal } from './approvals/refuse-proposal.ts'
import { changeClient } from './clients/change-client.ts'
import { createClient } from './clients/create-client.ts'
import { listClients } from './clients/list-clients.ts'
import { listOwners } from './clients/list-owners.ts'
import { readClient } from './clients/read-client.ts'
import { removeClient } from './clients/remove-client.ts'
import { removeClientSecret } from './clients/remove-client-secret.ts'
import { resumeClient } from './clients/resume-client.ts'
import { rotateClientSecret } from './clients/rotate-client-secret.ts'
import { suspendClient } from './clients/suspend-client.ts'
import { listKeys } from './list-keys.ts'
import { readHealth } from './read-health.ts'
import { readSettings } from './read-settings.ts'
import { discardDraft } from './registry/discard-draft.ts'
import { listDrafts } from './registry/list-drafts.ts'
import { listEntries } from './registry/list-entries.ts'
import { listVersions } from './registry/list-versions.ts'
import { previewEntry } from './registry/preview-entry.ts'
import { publishDraft } from './registry/publish-draft.ts'
import { putEntry } from './registry/put-entry.ts'
import { readDraft } from './registry/read-draft.ts'
import { readEntry } from './registry/read-entry.ts'
import { removeEntry } from './registry/remove-entry.ts'
import { saveDraft } from './registry/save-draft.ts'
import { endRight } from './rights/end-right.ts'
import { giveRight } from './rights/give-right.ts'
import { importRights } from './rights/import-rights.ts'
import { listRights } from './rights/list-rights.ts'
import { rotateKey } from './rotate-key.ts'

export interface DeskPorts {
  readonly acts: OperatorActs
  readonly proposals: Proposals
  readonly secondPair: SecondPair
  readonly parties: PartyStore
  readonly exportParty: Parameters<typeof exportPerson>[0]['exportParty']
  readonly rights: PartyRightStore
  readonly consents: ConsentStore
  readonly query: ConsentQuery
  readonly deskQuery: DeskQuery
  readonly clients: ClientStore
  readonly clientEntries: ClientEntries
  readonly secrets: Pick<SecretHasher, 'generate'>
  readonly entries: RegistryEntries
  readonly drafts: Drafts
  readonly preview: EntryPreview
  readonly tallies: Pick<Tallies, 'read'>
  readonly standing: StandingReader
  readonly sessions: LoginSessionStore
  readonly units: { readonly unitOfWork: UnitOfWork }
  readonly audit: AuditLog
  readonly evidence: Pick<Evidence, 'misfitOf' | 'proofOf'>
  readonly evidenceSigner: EvidenceSigner
  readonly digest: Digest
  readonly clock: Clock
  readonly ids: Pick<Ids, 'uuid'>
}

/** What operators do, by the management API, the console and the command line alike. Each verb says whose duty it is. */
export const openDesk = (ports: DeskPorts) => ({
  listActs: listActs(ports),
  listProposals: listProposals(ports),
  readProposal: readProposal(ports),
  approveProposal: approveProposal(ports),
  refuseProposal: refuseProposal(ports),
  findPerson: findPerson(ports),
  findOrganization: findOrganization(ports),
  readOverview: readOverview(ports),
  readParty: readParty(ports),
  searchGrants: searchGrants(ports),
  searchRequests: searchRequests(ports),
  readGrant: readGrant(ports),
  readRequest: readRequest(ports),
  giveRight: giveRight(ports),
  endRight: endRight(ports),
  listRights: listRights(ports),
  importRights: importRights(ports),
  listClients: listClients(ports),
  listOwners: listOwners(ports),
  readClient: readClient(ports),
  createClient: createClient(ports),
  changeClient: changeClient(ports),
  removeClient: removeClient(ports),
  rotateClientSecret: rotateClientSecret(ports),
  removeClientSecret: removeClientSecret(ports),
  suspendClient: suspendClient(ports),
  resumeClient: resumeClient(ports),
  listEntries: listEntries(ports),
  readEntry: readEntry(ports),
  listVersions: listVersions(ports),
  putEntry: putEntry(ports),
  removeEntry: removeEntry(ports),
  listDrafts: listDrafts(ports),
  readDraft: readDraft(ports),
  saveDraft: saveDraft(ports),
  discardDraft: discardDraft(ports),
  publishDraft: publishDraft(ports),
  previewEntry: previewEntry(ports),
  revokeGrant: revokeGrant(ports),
  readEvidence: readEvidence(ports),
  listSessions: listSessions(ports),
  endSession: endSession(ports),
  exportPerson: exportPerson(ports),
  erasePerson: erasePerson(ports),
})

export type Desk = ReturnType<typeof openDesk>

interface ServerDeskPorts
  extends Pick<DeskPorts, 'acts' | 'proposals' | 'secondPair' | 'units' | 'audit' | 'clock' | 'ids'> {
  readonly server: RunningServer
  readonly keys: Pick<SigningKeyStore, 'list'>
}

/** What they do with the server itself. */
export const openServerDesk = (ports: ServerDeskPorts) => ({
  listKeys: listKeys(ports),
  rotateKey: rotateKey(ports),
  readSettings: readSettings(ports),
  readHealth: readHealth(ports),
})

export type ServerDesk = ReturnType<typeof openServerDesk>
