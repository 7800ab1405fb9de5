import type { RegistryFile } from '../registry-schema.ts'
import { type Finding, findingsAt } from './finding.ts'
import type { RegisteredNames } from './registered-names.ts'

type File = Pick<RegistryFile, 'consent_templates' | 'consent_resources'>

/** What can be consented to without anybody being told what for: neither the resource nor its template has a purpose. */
export const consentPurposeFindings = (file: File, names: RegisteredNames): Finding[] => [
  ...ofResources(file, names),
  ...ofTemplates(file, names),
]

interface Asked {
  readonly type: string
  readonly purpose?: unknown
}

const wantsPurpose = ({ type, purpose }: Asked): boolean => type === 'Consent' && purpose === undefined

const ofResources = ({ consent_resources }: File, { templates }: RegisteredNames): Finding[] =>
  consent_resources.flatMap((resource, index) => {
    const template = templates.get(resource.template)
    if (!template || template.purpose || !wantsPurpose(resource)) return []
    const found = findingsAt('consent_resources', index, resource.id)
    return [found([], `has no purpose, and neither has its template ${template.id}: say what it is used for`)]
  })

/** Those that registered resources were relying on. */
const ofTemplates = ({ consent_templates }: File, { otherConsentResources }: RegisteredNames): Finding[] =>
  consent_templates.flatMap(({ id, purpose }, index) => {
    const relying = otherConsentResources.find(one => one.template === id && wantsPurpose(one))
    if (purpose || !relying) return []
    const found = findingsAt('consent_templates', index, id)
    return [found([], `has no purpose, and neither has the resource ${relying.id}: say what it is used for`)]
  })
