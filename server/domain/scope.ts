/** What may be done on which resource: `debt.read` on the API `https://debt.example`. */
export interface Scope {
  readonly permission: string
  readonly resourceType: string
  readonly resourceId: string
}

export const sameScope = (a: Scope, b: Scope): boolean =>
  a.permission === b.permission && a.resourceType === b.resourceType && a.resourceId === b.resourceId

/** True when every wanted scope is among the given ones. */
export const covers = (given: readonly Scope[], wanted: readonly Scope[]): boolean =>
  wanted.every(one => given.some(other => sameScope(one, other)))
