import type { ConsentRequest } from '../../../domain/requests/consent-request.ts'
import type { ConsentResource } from '../../../domain/registry/consent-resource.ts'
import { type ConsentRight, consentRights } from '../../../domain/registry/consent-right.ts'
import type { ConsentTemplate } from '../../../domain/requests/consent-template.ts'
import type { RegistryStore } from '../../../ports/registry/registry-store.ts'
import { annotations } from '../names.ts'

/** A right and the words of its resource, which are missing where the resource was never registered. */
export interface WordedRight {
  readonly right: ConsentRight
  readonly resource: ConsentResource | undefined
}

export interface StoredWords {
  readonly template: ConsentTemplate
  readonly rights: readonly WordedRight[]
}

type Store = Pick<RegistryStore, 'consentTemplates' | 'consentResources'>

/** What a request is worded by, and the grant of it. */
export type Worded = Pick<ConsentRequest, 'scopes' | 'rights' | 'annotations'>

/** The words of a request in the versions that it was put with. */
export async function storedWords(store: Store, request: Worded): Promise<StoredWords> {
  const words = await findStoredWords(store, request)
  if (words) return words
  throw new Error(`There is no consent template ${request.annotations[annotations.template]}`)
}

/** `undefined` when its template was never registered. */
export async function findStoredWords(
  { consentTemplates, consentResources }: Store,
  worded: Worded,
): Promise<StoredWords | undefined> {
  const named = worded.annotations[annotations.template] ?? ''
  const [, id = '', version = ''] = /^(.*)\/([0-9]+)$/.exec(named) ?? []
  const template = await consentTemplates.find(id, Number(version))
  if (!template) return undefined
  const rights = consentRights(worded).map(async right => ({
    right,
    resource: await consentResources.find(right.resource.value, right.resource.version),
  }))
  return { template, rights: await Promise.all(rights) }
}
