import type { GrantId } from '../ids.ts'

/** What a client does to a grant that it has already; the names are the standard's, as are those below. */
export type ChangeAction = 'merge' | 'replace'

/** What becomes of the grant when a request is accepted (Grant Management for OAuth 2.0, draft 03, section 6). */
export type GrantManagement =
  | { readonly action: 'create' }
  | { readonly action: ChangeAction; readonly grantId: GrantId }

export const grantActions: readonly GrantManagement['action'][] = ['create', 'merge', 'replace']

export const queryScope = 'grant_management_query'
export const revokeScope = 'grant_management_revoke'

/**
 * By these a client looks after its grants. They let it do what it may do anyway with what it was given, so no person is asked
 * for them, no grant holds them, and they say nothing about an API.
 */
export const managementScopes: readonly string[] = [queryScope, revokeScope]

/** The grant that a request is to change; `undefined` for one that gives a grant of its own. */
export const changedGrantOf = ({
  management,
}: {
  readonly management?: GrantManagement | undefined
}): GrantId | undefined => (management && 'grantId' in management ? management.grantId : undefined)
