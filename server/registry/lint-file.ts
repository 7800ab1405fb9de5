import type { ConsentTemplate } from '../domain/requests/consent-template.ts'
import { lintEntry, lintPurpose } from '../wording/lint/lint-entry.ts'
import type { LintFinding } from '../wording/lint/lint-finding.ts'
import type { RegistryFile } from './registry-schema.ts'

/** What people would stumble over in the words of a declarative file that can be applied beside these templates. */
export const lintFile = (
  file: RegistryFile,
  standing: readonly Pick<ConsentTemplate, 'id' | 'purpose'>[] = [],
): readonly LintFinding[] => [
  ...file.resources.flatMap(entry => lintEntry(`resources.${entry.audience}`, entry)),
  ...file.authorization_details_types.flatMap(entry =>
    lintEntry(`authorization_details_types.${entry.type}`, entry),
  ),
  ...file.purposes.flatMap(lintHousePurpose),
  ...file.consent_templates.flatMap(entry => lintEntry(`consent_templates.${entry.id}`, entry)),
  ...file.consent_resources.flatMap(entry =>
    lintConsentResource(entry, [...file.consent_templates, ...standing]),
  ),
]

function lintHousePurpose(entry: RegistryFile['purposes'][number]): readonly LintFinding[] {
  const where = `purposes.${entry.id}`
  return [
    ...lintEntry(where, entry),
    ...lintPurpose({ where, purpose: entry.description, beside: [entry.name] }),
  ]
}

function lintConsentResource(
  entry: RegistryFile['consent_resources'][number],
  templates: readonly Pick<ConsentTemplate, 'id' | 'purpose'>[],
): readonly LintFinding[] {
  const where = `consent_resources.${entry.id}`
  const template = templates.find(({ id }) => id === entry.template)
  const unshown = Object.entries(entry.metadata)
    .filter(([key, { optional }]) => !optional && !entry.text.nb.toLowerCase().includes(`{${key}}`))
    .map(([key]) => ({ where, what: `must be asked with ${key}, and does not show it` }))
  return [
    ...lintEntry(where, entry),
    ...unshown,
    ...lintPurpose({
      where,
      purpose: entry.purpose ?? template?.purpose,
      beside: [entry.title, entry.description],
    }),
  ]
}
