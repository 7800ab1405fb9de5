import type { AuthorizationDetail } from './authorization-detail.ts'
import type { Scope } from './scope.ts'

/** What is asked for on one consent resource. */
export interface ConsentRight {
  readonly actions: readonly string[]
  readonly resource: {
    readonly type: string
    readonly value: string
    /** Of the resource's entry in the registry, when it has one. */
    readonly version?: number | undefined
  }
  /** What the asker said of it, by the asker's own spelling of the keys; absent when nothing. */
  readonly metadata?: Readonly<Record<string, string>> | undefined
}

/** What a permission is for: its scopes, the rights they stand for when the asker named those, and details beside them. */
export interface Permission {
  readonly scopes: readonly Scope[]
  /** In the order in which they were asked for; absent when it was asked for scopes alone. */
  readonly rights: readonly ConsentRight[] | undefined
  /** In the order in which they were asked for. */
  readonly details: readonly AuthorizationDetail[]
}

/** The rights as they were asked for, else one for each resource of the scopes. */
export function consentRights({
  scopes,
  rights,
}: Pick<Permission, 'scopes' | 'rights'>): readonly ConsentRight[] {
  if (rights) return rights
  const byResource = Map.groupBy(scopes, ({ resourceType, resourceId }) => `${resourceType} ${resourceId}`)
  return [...byResource.values()].map(([first, ...more]) => ({
    actions: [first!, ...more].map(({ permission }) => permission),
    resource: { type: first!.resourceType, value: first!.resourceId },
  }))
}
