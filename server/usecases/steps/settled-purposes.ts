import { settledRetention, type UsualRetention } from '../../domain/registry/retention.ts'
import type { SettledPurpose } from '../../domain/requests/settled-purpose.ts'
import type { RegistryStore } from '../../ports/registry/registry-store.ts'

export interface RetentionPorts {
  readonly registry: Pick<RegistryStore, 'listPurposes' | 'consentTemplates'>
  /** How long everything is kept where a purpose says nothing. */
  readonly usualRetention: UsualRetention
}

/** Every purpose in its newest version, and how long what is kept of its consents stays. */
export async function settledPurposes({
  registry,
  usualRetention,
}: RetentionPorts): Promise<readonly SettledPurpose[]> {
  const [purposes, templates] = await Promise.all([registry.listPurposes(), registry.consentTemplates.list()])
  const byId = new Map(templates.map(template => [template.id, template]))
  return purposes.map(purpose => {
    const { retention } = byId.get(purpose.wordedBy ?? '') ?? purpose
    return { purpose, retention: settledRetention(retention, usualRetention) }
  })
}
