import type { ConsentResource } from '../../domain/registry/consent-resource.ts'
import type { DetailType } from '../../domain/registry/detail-type.ts'
import type { ConsentTemplate } from '../../domain/requests/consent-template.ts'
import type { Purpose } from '../../domain/requests/purpose.ts'
import type { EntryStore, RegistryStore } from '../../ports/registry/registry-store.ts'

/** Entries of the registry that are written in files only, with what their verbs need to know of them. */
export interface ConsentEntries<T extends { readonly id: string; readonly version: number }> {
  /** `consent resource` */
  readonly what: string
  /** What it is called on record when it is removed. */
  readonly removed:
    | 'authorization_details_type.removed'
    | 'consent_resource.removed'
    | 'consent_template.removed'
    | 'purpose.removed'
  readonly store: (registry: RegistryStore) => EntryStore<T>
  readonly row: (entry: T) => Readonly<Record<string, string | number>>
}

export const detailTypes: ConsentEntries<DetailType> = {
  what: 'authorization details type',
  removed: 'authorization_details_type.removed',
  store: registry => registry.detailTypes,
  row: ({ id, version, title, audiences, mayBeLeftOut }) => ({
    id,
    version,
    title: title.nb,
    apis: audiences.join(' '),
    'left out': mayBeLeftOut ? 'may be' : 'never',
  }),
}

export const purposes: ConsentEntries<Purpose> = {
  what: 'purpose',
  removed: 'purpose.removed',
  store: registry => registry.kinds.purpose,
  row: ({ id, version, name, permissions, singleUse, loginLevel }) => ({
    id,
    version,
    name: name.nb,
    login: loginLevel,
    use: singleUse ? 'once' : 'many times',
    scopes: permissions.join(' '),
  }),
}

export const consentResources: ConsentEntries<ConsentResource> = {
  what: 'consent resource',
  removed: 'consent_resource.removed',
  store: registry => registry.consentResources,
  row: ({ id, version, title, owner, template, askers }) => ({
    id,
    version,
    title: title.nb,
    owner: owner.name,
    template,
    askers: askers ? askers.join(' ') || 'nobody' : 'everybody',
  }),
}

export const consentTemplates: ConsentEntries<ConsentTemplate> = {
  what: 'consent template',
  removed: 'consent_template.removed',
  store: registry => registry.consentTemplates,
  row: ({ id, version, isPowerOfAttorney, title, restrictedTo }) => ({
    id,
    version,
    gives: isPowerOfAttorney ? 'authority' : 'consent',
    title: title.person.nb,
    owners: restrictedTo ? restrictedTo.join(' ') : 'all',
  }),
}
