import type { ClientRules } from '../../ports/registry/client-rules.ts'
import type { ClientStore } from '../../ports/registry/client-store.ts'
import type { RegistryStore } from '../../ports/registry/registry-store.ts'
import type { RegistryFile } from '../registry-schema.ts'
import { clientFindings } from './client-findings.ts'
import { consentPurposeFindings } from './consent-purpose-findings.ts'
import {
  delegationFindings,
  detailTypeFindings,
  purposeFindings,
  resourceFindings,
  templateFindings,
} from './entry-findings.ts'
import type { Finding } from './finding.ts'
import { privacyFindings } from './privacy-findings.ts'
import type { MaySendTo } from '../receivers/receiver-findings.ts'
import { registeredNames } from './registered-names.ts'

export interface JudgingPorts {
  readonly registry: RegistryStore
  readonly clients: Pick<ClientStore, 'list' | 'removedAmong'>
  readonly clientRules: ClientRules
  /** Whether givers must be told how their information is handled, as in production. */
  readonly demandsPrivacy?: boolean
  /** Whether anything is ever sent to an address; anywhere when not said. */
  readonly maySendTo?: MaySendTo | undefined
}

/** What is wrong with a file in view of what is registered and of what endpoints take. */
export async function fileFindings(ports: JudgingPorts, file: RegistryFile): Promise<readonly Finding[]> {
  const { clientRules: rules, demandsPrivacy = false, maySendTo } = ports
  const names = await registeredNames(ports, file)
  return [
    ...resourceFindings(file.resources, rules),
    ...detailTypeFindings(file.authorization_details_types, names),
    ...purposeFindings(file.purposes, names),
    ...delegationFindings(file.scope_delegations, names),
    ...templateFindings(file.consent_resources, names),
    ...consentPurposeFindings(file, names),
    ...(demandsPrivacy ? privacyFindings(file) : []),
    ...clientFindings(file.clients, { names, rules, demandsPrivacy, maySendTo }),
  ]
}
