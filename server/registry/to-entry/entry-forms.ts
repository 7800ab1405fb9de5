import type { z } from 'zod'
import type { EntryKind } from '../../domain/registry/entry-kind.ts'
import { canonicalJson } from '../../domain/text/canonical-json.ts'
import type { EntryTypes } from '../../ports/registry/registry-store.ts'
import {
  consentResourceEntry,
  consentTemplateEntry,
  toConsentResource,
  toConsentTemplate,
} from '../consent-resource-entry.ts'
import { detailTypeEntry, toDetailType } from '../detail-type-entry.ts'
import { parseEntry } from '../parse-entry.ts'
import { purposeEntry } from '../purpose-entry.ts'
import { resourceEntry } from '../registry-schema.ts'
import { toPurpose, toResource } from '../to-domain.ts'
import {
  scopeDelegationEntry,
  tokenScopeEntry,
  toScopeDelegation,
  toTokenScope,
} from '../token-scope-entry.ts'
import {
  writeConsentResource,
  writeConsentTemplate,
  writeDetailType,
  writePurpose,
  writeResource,
  writeScopeDelegation,
  writeTokenScope,
} from './write-entry.ts'
import { plain, type Written } from './written.ts'

/** How the entries of one kind stand in a file. */
interface EntryForm<T> {
  readonly schema: z.ZodType
  readonly idOf: (entry: T) => string
  /** Throws a `RegistryError` that names the members. */
  readonly read: (entry: unknown) => T
  /** Every member, those that a file need not say, too; `undefined` for what no file can say. */
  readonly write: (entry: T) => Written | undefined
  /** The same as well as a file can say it. */
  readonly writeRoughly: (entry: T) => Written
}

const form = <Schema extends z.ZodType, T extends { readonly version: number }>(
  schema: Schema,
  idOf: (entry: T) => string,
  toDomain: (entry: z.infer<Schema>) => T,
  write: (entry: T) => Written,
): EntryForm<T> => ({
  schema,
  idOf,
  read: entry => toDomain(parseEntry(schema, entry) as z.infer<Schema>),
  write: entry => {
    const said = schema.safeParse(plain(write(entry)))
    return said.success && isSame(toDomain(said.data), entry) ? (said.data as Written) : undefined
  },
  writeRoughly: entry => plain(write(entry)),
})

const isSame = <T extends { readonly version: number }>(a: T, b: T): boolean =>
  canonicalJson({ ...a, version: undefined }) === canonicalJson({ ...b, version: undefined })

const byId = ({ id }: { readonly id: string }): string => id

export const entryForms: { readonly [K in EntryKind]: EntryForm<EntryTypes[K]> } = {
  resource: form(resourceEntry, ({ audience }) => audience, toResource, writeResource),
  authorization_details_type: form(detailTypeEntry, byId, toDetailType, writeDetailType),
  purpose: form(purposeEntry, byId, toPurpose, writePurpose),
  token_scope: form(tokenScopeEntry, byId, toTokenScope, writeTokenScope),
  scope_delegation: form(scopeDelegationEntry, byId, toScopeDelegation, writeScopeDelegation),
  consent_template: form(consentTemplateEntry, byId, toConsentTemplate, writeConsentTemplate),
  consent_resource: form(consentResourceEntry, byId, toConsentResource, writeConsentResource),
}
