import { Command } from 'commander'
import { apply } from './apply.ts'
import { addClient } from './client/add.ts'
import { listClients } from './client/list.ts'
import { removeClient } from './client/remove.ts'
import { rotateClientSecret } from './client/rotate-secret.ts'
import { resumeClient } from './client/resume.ts'
import { showClient } from './client/show.ts'
import { suspendClient } from './client/suspend.ts'
import { consentResources, consentTemplates, detailTypes, purposes } from './consent-entry/consent-entries.ts'
import { listConsentEntries } from './consent-entry/list.ts'
import { removeConsentEntry } from './consent-entry/remove.ts'
import { showConsentEntry } from './consent-entry/show.ts'
import { exportRegistry } from './export.ts'
import { addDelegation } from './delegation/add.ts'
import { listDelegations } from './delegation/list.ts'
import { removeDelegation } from './delegation/remove.ts'
import { listGrants } from './grant/list.ts'
import { revokeGrant } from './grant/revoke.ts'
import { showGrant } from './grant/show.ts'
import { listKeys } from './keys/list.ts'
import { rotateKeys } from './keys/rotate.ts'
import { anchorLedger } from './ledger/anchor.ts'
import { verifyLedger } from './ledger/verify.ts'
import { migrateDown } from './migrate/down.ts'
import { migrateFinish } from './migrate/finish.ts'
import { migrateStatus } from './migrate/status.ts'
import { migrateUp } from './migrate/up.ts'
import { addResource } from './resource/add.ts'
import { listResources } from './resource/list.ts'
import { removeResource } from './resource/remove.ts'
import { showResource } from './resource/show.ts'
import { runRetention } from './retention/run.ts'
import { showRetention } from './retention/show.ts'
import { addRight } from './right/add.ts'
import { endRight } from './right/end.ts'
import { importRights } from './right/import.ts'
import { listRights } from './right/list.ts'
import { addScope } from './scope/add.ts'
import { listScopes } from './scope/list.ts'
import { removeScope } from './scope/remove.ts'
import type { Tools } from './verb.ts'

/** The verbs that work on the storage. */
export const storageVerbs = (tools: Tools): Command[] => [
  noun('client', 'registered programs', [
    addClient(tools),
    listClients(tools),
    showClient(tools),
    rotateClientSecret(tools),
    suspendClient(tools),
    resumeClient(tools),
    removeClient(tools),
  ]),
  noun('resource', 'APIs that tokens are made for', [
    addResource(tools),
    listResources(tools),
    showResource(tools),
    removeResource(tools),
  ]),
  noun('scope', 'scopes that organizations are given', [
    addScope(tools),
    listScopes(tools),
    removeScope(tools),
  ]),
  noun('delegation', 'scopes that one organization uses for another', [
    addDelegation(tools),
    listDelegations(tools),
    removeDelegation(tools),
  ]),
  noun('purpose', 'why something is asked for; written in files', [
    listConsentEntries(tools, purposes),
    showConsentEntry(tools, purposes),
    removeConsentEntry(tools, purposes),
  ]),
  noun('details-type', 'types of authorization details; written in files', [
    listConsentEntries(tools, detailTypes),
    showConsentEntry(tools, detailTypes),
    removeConsentEntry(tools, detailTypes),
  ]),
  noun('consent-resource', 'what organizations may ask consent for; written in files', [
    listConsentEntries(tools, consentResources),
    showConsentEntry(tools, consentResources),
    removeConsentEntry(tools, consentResources),
  ]),
  noun('consent-template', 'the words around requests for consent; written in files', [
    listConsentEntries(tools, consentTemplates),
    showConsentEntry(tools, consentTemplates),
    removeConsentEntry(tools, consentTemplates),
  ]),
  noun('right', 'who may act for whom', [
    addRight(tools),
    listRights(tools),
    endRight(tools),
    importRights(tools),
  ]),
  apply(tools),
  exportRegistry(tools),
  noun('grant', 'authorization grants', [listGrants(tools), showGrant(tools), revokeGrant(tools)]),
  noun('keys', 'signing keys and encryption keys', [listKeys(tools), rotateKeys(tools)]),
  noun('ledger', 'what happened, and the proof of it', [verifyLedger(tools), anchorLedger(tools)]),
  noun('retention', 'what is kept of consents that have ended', [showRetention(tools), runRetention(tools)]),
  noun('migrate', 'the database schema', [
    migrateUp(tools),
    migrateDown(tools),
    migrateStatus(tools),
    migrateFinish(tools),
  ]),
]

function noun(name: string, summary: string, verbs: readonly Command[]): Command {
  const command = new Command(name).description(summary)
  for (const one of verbs) command.addCommand(one)
  return command
}
