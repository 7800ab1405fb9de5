/** Kinds of versioned entries, each by what one of its list in the declarative file is called. */
export const entryKinds = [
  'resource',
  'authorization_details_type',
  'purpose',
  'token_scope',
  'scope_delegation',
  'consent_template',
  'consent_resource',
] as const

export type EntryKind = (typeof entryKinds)[number]
