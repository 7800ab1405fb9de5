import { settledRetention, type UsualRetention } from '../../domain/registry/retention.ts'
import type { SettledPurpose } from '../../domain/requests/settled-purpose.ts'
import type { RegistryStore } from '../../ports/registry/registry-store.ts'

export interface RetentionPorts {
  readonly registry: Pick<RegistryStore, 'kinds'>
  /** How long everything is kept where a purpose says nothing. */
  readonly usualRetention: UsualRetention
}

/** Every purpose in its newest version, also those that were removed while consents to them stay, and how long what is kept of its consents stays. */
export async function settledPurposes({
  registry,
  usualRetention,
}: RetentionPorts): Promise<readonly SettledPurpose[]> {
  const { purpose: kept, consent_template: words } = registry.kinds
  const [purposes, templates] = await Promise.all([kept.listEver(), words.listEver()])
  const byId = new Map(templates.map(template => [template.id, template]))
  return purposes.map(purpose => {
    const { retention } = byId.get(purpose.wordedBy ?? '') ?? purpose
    return { purpose, retention: settledRetention(retention, usualRetention) }
  })
}
