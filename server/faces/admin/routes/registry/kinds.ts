import type { EntryKind } from '../../../../domain/registry/entry-kind.ts'

/** How the entries of a kind are called here. */
export interface KindHere {
  readonly kind: EntryKind
  readonly path: string
  /** In the names of operations: `readPurpose`, `listPurposes`. */
  readonly one: string
  readonly many: string
  readonly words: string
}

const here = (kind: EntryKind, words: string): KindHere => {
  const dashed = kind.replaceAll('_', '-')
  const one = dashed.replaceAll(/(^|-)([a-z])/g, (_, _dash, letter: string) => letter.toUpperCase())
  return { kind, path: `/${dashed}s`, one, many: `${one}s`, words }
}

export const kindsHere: readonly KindHere[] = [
  here('resource', 'an API'),
  here('authorization_details_type', 'a type of authorization details'),
  here('purpose', 'a purpose'),
  here('token_scope', 'a scope that organizations hold'),
  here('scope_delegation', 'a delegation of a scope'),
  here('consent_template', 'the words around requests'),
  here('consent_resource', 'a consent resource'),
]
