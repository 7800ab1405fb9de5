import { plainText } from '../../../domain/text/plain-text.ts'
import type { Language } from '../../../domain/text/text.ts'
import type { RegistryStore } from '../../../ports/registry/registry-store.ts'
import type { RequestDialect } from '../../../ports/requests/request-dialect.ts'
import { findStoredWords, type StoredWords, type Worded } from './stored-words.ts'

/** What something is used for, and who says so: the owner of a resource, or the operator by a template. */
export interface WrittenPurpose {
  readonly text: string
  readonly owner: string | undefined
}

/** Why it is asked for, each thing said once: of a resource in its owner's words where there are any, else the template's. */
export function writtenPurposes(
  { template, rights }: StoredWords,
  language: Language,
): readonly WrittenPurpose[] {
  const ofRights = rights.flatMap(({ resource }): WrittenPurpose[] => {
    if (resource?.purpose) return [{ text: resource.purpose[language], owner: resource.owner.name }]
    return template.purpose ? [{ text: template.purpose[language], owner: undefined }] : []
  })
  return [...new Map(ofRights.map(one => [`${one.owner ?? ''}\n${one.text}`, one])).values()]
}

/** The purposes of what was given, in the versions that it was asked for with. */
export const describePurpose =
  (tools: {
    readonly registry: Pick<RegistryStore, 'consentTemplates' | 'consentResources'>
  }): NonNullable<RequestDialect['purpose']> =>
  async (given: Worded, language) => {
    const words = await findStoredWords(tools.registry, given)
    const texts = words ? writtenPurposes(words, language).map(({ text }) => text) : []
    return texts.length === 0 ? undefined : plainText(texts.join(' '), 4000)
  }
