/** What may be done on which resource: `debt.read` on the API `https://debt.example`. */
export interface Scope {
  readonly permission: string
  readonly resourceType: string
  readonly resourceId: string
}

/**
 * A fact about the person herself that the issuer knows from her login, such as her name. The issuer is the resource.
 */
export const identityScope = (permission: string, issuer: string): Scope => ({
  permission,
  resourceType: 'identity',
  resourceId: issuer,
})

export const isIdentityScope = ({ resourceType }: Scope): boolean => resourceType === 'identity'

/** That she logged in, by an id that says nothing of her. */
export const isLoginOnly = (scope: Scope): boolean => isIdentityScope(scope) && scope.permission === 'openid'

const sameScope = (a: Scope, b: Scope): boolean =>
  a.permission === b.permission && a.resourceType === b.resourceType && a.resourceId === b.resourceId

/** True when every wanted scope is among the given ones. */
export const covers = (given: readonly Scope[], wanted: readonly Scope[]): boolean =>
  wanted.every(one => given.some(other => sameScope(one, other)))
