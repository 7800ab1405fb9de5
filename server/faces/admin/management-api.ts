import type { Api } from '../../http/api/api.ts'
import { api } from '../../http/api/route.ts'
import { tokenProblems } from '../../http/api/token-problems.ts'
import type { AdminTools } from './admin-tools.ts'
import { authenticateOperator } from './caller.ts'
import { apiPath } from './names.ts'
import { scopeTexts } from './resource.ts'
import { exportActs } from './routes/acts/export-acts.ts'
import { listActs } from './routes/acts/list-acts.ts'
import { approve } from './routes/approvals/approve.ts'
import { listApprovals } from './routes/approvals/list-approvals.ts'
import { readApproval } from './routes/approvals/read-approval.ts'
import { refuse } from './routes/approvals/refuse.ts'
import { changeClient } from './routes/clients/change-client.ts'
import { createClient } from './routes/clients/create-client.ts'
import { listClients } from './routes/clients/list-clients.ts'
import { listOwners } from './routes/clients/list-owners.ts'
import { listSecrets } from './routes/clients/list-secrets.ts'
import { readClient } from './routes/clients/read-client.ts'
import { removeClient } from './routes/clients/remove-client.ts'
import { resumeClient } from './routes/clients/resume-client.ts'
import { suspendClient } from './routes/clients/suspend-client.ts'
import { removeSecret } from './routes/clients/remove-secret.ts'
import { rotateSecret } from './routes/clients/rotate-secret.ts'
import { listGrants } from './routes/consents/list-grants.ts'
import { listRequests } from './routes/consents/list-requests.ts'
import { readEvidence } from './routes/consents/read-evidence.ts'
import { readGrant } from './routes/consents/read-grant.ts'
import { readRequest } from './routes/consents/read-request.ts'
import { revokeGrant } from './routes/consents/revoke-grant.ts'
import { discardDraft } from './routes/drafts/discard-draft.ts'
import { listDrafts } from './routes/drafts/list-drafts.ts'
import { previewDraft } from './routes/drafts/preview-draft.ts'
import { publishDraft } from './routes/drafts/publish-draft.ts'
import { readDraft } from './routes/drafts/read-draft.ts'
import { saveDraft } from './routes/drafts/save-draft.ts'
import { readOverview } from './routes/overview/read-overview.ts'
import { endSessions } from './routes/people/end-sessions.ts'
import { erasePerson } from './routes/people/erase-person.ts'
import { exportPerson } from './routes/people/export-person.ts'
import { findOrganization, findPerson } from './routes/people/find-party.ts'
import { listSessions } from './routes/people/list-sessions.ts'
import { readParty } from './routes/people/read-party.ts'
import { readMe } from './routes/read-me.ts'
import { kindsHere } from './routes/registry/kinds.ts'
import { listEntries } from './routes/registry/list-entries.ts'
import { listVersions } from './routes/registry/list-versions.ts'
import { putEntry } from './routes/registry/put-entry.ts'
import { readEntry } from './routes/registry/read-entry.ts'
import { removeEntry } from './routes/registry/remove-entry.ts'
import { endRight } from './routes/rights/end-right.ts'
import { giveRight } from './routes/rights/give-right.ts'
import { listRights } from './routes/rights/list-rights.ts'
import { importRights } from './routes/rights/import-rights.ts'
import { searchRights } from './routes/rights/search-rights.ts'
import { listKeys } from './routes/server/list-keys.ts'
import { listSettings } from './routes/server/list-settings.ts'
import { readHealth } from './routes/server/read-health.ts'
import { rotateKey } from './routes/server/rotate-key.ts'

/** Every operation, in the order of the description. */
export const managementApi = (tools: AdminTools): Api =>
  api({
    prefix: apiPath,
    mediaType: 'application/json',
    closed: true,
    problems: tokenProblems,
    schemas: tools.entrySchemas,
    issuer: {
      tokenUrl: `${tools.publicUrl}/token`,
      scopes: Object.fromEntries(Object.entries(scopeTexts).map(([scope, { en }]) => [scope, en])),
    },
    authenticate: authenticateOperator(tools),
    nameOf: ({ id }) => id,
    routes: [
      readMe(),
      ...aboutClients(tools),
      ...aboutRegistry(tools),
      ...aboutDrafts(tools),
      ...aboutPeople(tools),
      ...aboutRights(tools),
      ...aboutServer(tools),
      ...approvals(tools),
      listActs(tools),
      exportActs(tools),
    ],
  })

const aboutClients = (tools: AdminTools): Api['routes'] => [
  listClients(tools),
  createClient(tools),
  readClient(tools),
  changeClient(tools),
  listSecrets(tools),
  rotateSecret(tools),
  removeSecret(tools),
  suspendClient(tools),
  resumeClient(tools),
  removeClient(tools),
  listOwners(tools),
]

const aboutRegistry = (tools: AdminTools): Api['routes'] =>
  kindsHere.flatMap(kind => [
    listEntries(tools, kind),
    putEntry(tools, kind),
    readEntry(tools, kind),
    listVersions(tools, kind),
    removeEntry(tools, kind),
  ])

const aboutDrafts = (tools: AdminTools): Api['routes'] => [
  listDrafts(tools),
  saveDraft(tools),
  readDraft(tools),
  previewDraft(tools),
  publishDraft(tools),
  discardDraft(tools),
]

const aboutPeople = (tools: AdminTools): Api['routes'] => [
  findPerson(tools),
  findOrganization(tools),
  readParty(tools),
  listSessions(tools),
  endSessions(tools),
  listRequests(tools),
  readRequest(tools),
  listGrants(tools),
  readGrant(tools),
  readEvidence(tools),
  revokeGrant(tools),
  exportPerson(tools),
  erasePerson(tools),
]

const aboutRights = (tools: AdminTools): Api['routes'] => [
  listRights(tools),
  searchRights(tools),
  giveRight(tools),
  importRights(tools),
  endRight(tools),
]

const approvals = (tools: AdminTools): Api['routes'] => [
  listApprovals(tools),
  readApproval(tools),
  approve(tools),
  refuse(tools),
]

const aboutServer = (tools: AdminTools): Api['routes'] => [
  readOverview(tools),
  listKeys(tools),
  rotateKey(tools),
  listSettings(tools),
  readHealth(tools),
]
