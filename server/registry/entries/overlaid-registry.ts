import { canonicalJson } from '../../domain/text/canonical-json.ts'
import type { EntryStore, RegistryStore } from '../../ports/registry/registry-store.ts'
import { entryForms } from '../to-entry/entry-forms.ts'

/** A registry on top of another: what is put into it stays here and can be taken back, and the other is only read. */
export function overlaidRegistry({ kinds: below }: Pick<RegistryStore, 'kinds'>): RegistryStore {
  const { resource, purpose, ...others } = entryForms
  const kinds: RegistryStore['kinds'] = {
    resource: overlaid(below.resource, resource.idOf),
    purpose: overlaid(below.purpose, purpose.idOf),
    authorization_details_type: overlaid(
      below.authorization_details_type,
      others.authorization_details_type.idOf,
    ),
    token_scope: overlaid(below.token_scope, others.token_scope.idOf),
    scope_delegation: overlaid(below.scope_delegation, others.scope_delegation.idOf),
    consent_template: overlaid(below.consent_template, others.consent_template.idOf),
    consent_resource: overlaid(below.consent_resource, others.consent_resource.idOf),
  }
  return {
    findResource: audience => kinds.resource.find(audience),
    listResources: kinds.resource.list,
    findPurpose: kinds.purpose.find,
    listPurposes: kinds.purpose.list,
    putResource: kinds.resource.put,
    putPurpose: kinds.purpose.put,
    removeResource: kinds.resource.remove,
    kinds,
    detailTypes: kinds.authorization_details_type,
    consentResources: kinds.consent_resource,
    consentTemplates: kinds.consent_template,
    tokenScopes: kinds.token_scope,
    scopeDelegations: kinds.scope_delegation,
  }
}

function overlaid<T extends { readonly version: number }>(
  below: EntryStore<T>,
  idOf: (entry: T) => string,
): EntryStore<T> {
  const own = new Map<string, T>()
  const over = async (list: Promise<readonly T[]>): Promise<readonly T[]> => [
    ...(await list).filter(one => !own.has(idOf(one))),
    ...own.values(),
  ]
  const find = async (id: string, version?: number): Promise<T | undefined> => {
    const one = own.get(id)
    return one && (version ?? one.version) === one.version ? one : below.find(id, version)
  }
  const put = async (entry: T): Promise<T> => {
    const standing = await find(idOf(entry))
    if (standing && isSame(standing, entry)) return standing
    const kept = { ...entry, version: (standing?.version ?? 0) + 1 }
    own.set(idOf(entry), kept)
    return kept
  }
  return {
    find,
    list: () => over(below.list()),
    listEver: () => over(below.listEver()),
    put,
    replace: async (entry, standing) =>
      ((await find(idOf(entry)))?.version ?? 0) === standing ? put(entry) : undefined,
    versions: below.versions,
    remove: async (id, standing) => {
      const one = own.get(id)
      return one !== undefined && (standing ?? one.version) === one.version && own.delete(id)
    },
  }
}

const isSame = (a: object, b: object): boolean =>
  canonicalJson({ ...a, version: undefined }) === canonicalJson({ ...b, version: undefined })
