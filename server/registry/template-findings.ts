import type { ConsentTemplate } from '../domain/consent-template.ts'
import type { RegistryStore } from '../ports/registry-store.ts'
import { toConsentTemplate } from './consent-resource-entry.ts'
import type { RegistryFile } from './registry-schema.ts'

/** Consent resources whose template is nowhere, or is not for their owner; one line each. */
export async function templateFindings(registry: RegistryStore, file: RegistryFile): Promise<string[]> {
  const templates = new Map<string, ConsentTemplate>()
  for (const one of await registry.consentTemplates.list()) templates.set(one.id, one)
  for (const one of file.consent_templates) templates.set(one.id, toConsentTemplate(one))
  return file.consent_resources.flatMap(({ id, template, owner }) => {
    const found = templates.get(template)
    if (!found)
      return [`consent_resources.${id}: the template ${template} is not among the consent templates`]
    const isTheirs = found.restrictedTo?.includes(owner.orgno) ?? true
    return isTheirs ? [] : [`consent_resources.${id}: the template ${template} is not for ${owner.orgno}`]
  })
}
