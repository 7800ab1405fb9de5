import type { EntryKind } from '../../domain/registry/entry-kind.ts'
import type { ConsentResource } from '../../domain/registry/consent-resource.ts'
import type { DetailType } from '../../domain/registry/detail-type.ts'
import type { ConsentTemplate } from '../../domain/requests/consent-template.ts'
import type { Purpose } from '../../domain/requests/purpose.ts'
import type { Resource } from '../../domain/registry/resource.ts'
import type { ScopeDelegation, TokenScope } from '../../domain/registry/token-scope.ts'

/** What an entry of each kind is. */
export interface EntryTypes {
  readonly resource: Resource
  readonly authorization_details_type: DetailType
  readonly purpose: Purpose
  readonly token_scope: TokenScope
  readonly scope_delegation: ScopeDelegation
  readonly consent_template: ConsentTemplate
  readonly consent_resource: ConsentResource
}

export interface EntryVersion<T> {
  readonly entry: T
  readonly at: Date
  /** When it and every version before it was hidden. */
  readonly removedAt: Date | undefined
}

/** Versioned entries of one kind. */
export interface EntryStore<T> {
  /** The newest version, or the one asked for, also of what was removed. */
  find(id: string, version?: number): Promise<T | undefined>
  list(): Promise<readonly T[]>
  /** The newest version of each, also of what was removed, as it stands now. */
  listEver(): Promise<readonly T[]>
  /** Keeps a new version when the content differs from the newest one; the version given in is not read. */
  put(entry: T): Promise<T>
  /** The same in place of that version, 0 where none stands; `undefined` when another stands by now. */
  replace(entry: T, standing: number): Promise<T | undefined>
  /** Every version of one, the newest first, also of what was removed. */
  versions(id: string): Promise<readonly EntryVersion<T>[]>
  /**
   * Hidden from `find` and `list`; the versions stay. `false` when there was none, or another than that version stands by now.
   */
  remove(id: string, standing?: number): Promise<boolean>
}

/** Resources and purposes with their texts. Versions are kept for ever. Reads may be a few seconds old, never more than five. */
export interface RegistryStore {
  findResource(audience: string): Promise<Resource | undefined>
  listResources(): Promise<readonly Resource[]>
  /** The newest version, or the one asked for. */
  findPurpose(id: string, version?: number): Promise<Purpose | undefined>
  listPurposes(): Promise<readonly Purpose[]>
  /** Keeps a new version when the content differs from the newest one; the version given in is not read. */
  putResource(resource: Resource): Promise<Resource>
  putPurpose(purpose: Purpose): Promise<Purpose>
  /** Hidden from `find` and `list`; the versions stay. `false` when there was none. */
  removeResource(audience: string): Promise<boolean>
  /** All of these, by their kind. */
  readonly kinds: { readonly [K in EntryKind]: EntryStore<EntryTypes[K]> }
  readonly detailTypes: EntryStore<DetailType>
  readonly consentResources: EntryStore<ConsentResource>
  readonly consentTemplates: EntryStore<ConsentTemplate>
  readonly tokenScopes: EntryStore<TokenScope>
  readonly scopeDelegations: EntryStore<ScopeDelegation>
}
