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

/** Annotations of requests, and of the grants they give, that were asked for on consent resources. */
export const consentAnnotations = {
  /** JSON: the rights as they were asked for, in order. */
  rights: 'altinn:rights',
  /** The end to the microsecond, in UTC. */
  validTo: 'altinn:valid-to',
} as const

interface Permission {
  readonly scopes: readonly Scope[]
  readonly annotations: Readonly<Record<string, string>>
}

/** The rights as they were asked for, else one for each resource of the scopes. */
export function consentRights({ scopes, annotations }: Permission): readonly ConsentRight[] {
  const kept = annotations[consentAnnotations.rights]
  if (kept !== undefined) return JSON.parse(kept) as ConsentRight[]
  const byResource = Map.groupBy(scopes, ({ resourceType, resourceId }) => `${resourceType} ${resourceId}`)
  return [...byResource.values()].map(([first, ...more]) => ({
    actions: [first!, ...more].map(({ permission }) => permission),
    resource: { type: first!.resourceType, value: first!.resourceId },
  }))
}
